import { makeOpenCode } from '#server/actions/admin/send-code'
import { readConfig } from '#server/config'
import { secureRandom } from '#server/random'
import { createHash, loadSecretKey } from '#server/secret-key'
import { openCodes } from '#server/store/sqlite/store'

/** A sign-in code from the server's own command line; it works beside a running server and when Telegram does not. */
export const otp = async (print: (line: string) => void): Promise<void> => {
  process.umask(0o077)
  const config = readConfig(process.env)
  const store = openCodes(config.database)
  const hash = createHash(loadSecretKey(config))
  print(`OTP ${await makeOpenCode({ store, clock: Date.now, random: secureRandom, hash })}`)
  store.close()
}
