/** A reason not to start; the message is the one line that the operator reads. Nothing was changed on disk. */
export class StartFault extends Error {}
