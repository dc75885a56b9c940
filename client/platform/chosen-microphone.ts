import { storage } from './storage.ts'

const key = 'konusma:microphone'

/** The microphone that was chosen for calls on this device, by its `deviceId`; undefined for the system's own choice. */
export const chosenMicrophone = {
  read: (): string | undefined => storage.read(key) ?? undefined,
  keep: (id: string): void => storage.write(key, id),
}
