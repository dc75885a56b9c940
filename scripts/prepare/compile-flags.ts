/** How an executable is made: all of it in one file, already parsed, and deaf to the folder that it is started in. */
export const compileFlags: readonly string[] = [
  '--compile',
  '--production',
  '--minify',
  '--sourcemap=none',
  '--bytecode',
  // Bytecode alone means CommonJS, which knows no await at the top level.
  '--format=esm',
  // What is imported when it is needed stays a chunk of its own, which a start does not load.
  '--splitting',
  // What the executable does depends on its environment alone, not on the folder that it is started in.
  '--no-compile-autoload-dotenv',
  '--no-compile-autoload-bunfig',
]
