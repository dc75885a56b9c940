import type { Device } from '#server/store/device-ports'

/** What a device is counted under. */
export const deviceKey = ({ role, session }: Device): string => `${role} ${session}`
