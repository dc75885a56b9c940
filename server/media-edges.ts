import { exportConversation } from './actions/media/export-conversation.ts'
import { findPart } from './actions/media/find-part.ts'
import { admitUpload, keepUpload } from './actions/media/keep-upload.ts'
import { createMakeMedium } from './actions/media/make-medium.ts'
import { createQuota } from './actions/media/quota.ts'
import { createWindowLimit } from './domain/rate-limit.ts'
import { uploadRules } from './domain/upload-rules.ts'
import { createBodyRoom } from './http/body-room.ts'
import { exportRoutes } from './http/export-routes.ts'
import { mediaRoutes, uploadRoutes } from './http/media-routes.ts'
import { createReadUpload, roomFor } from './http/read-upload.ts'
import type { Media } from './open-media.ts'
import { openVoices } from './open-voices.ts'
import { createMakePicture } from './outbound/pictures.ts'
import type { Parts } from './parts.ts'
import { secureRandom } from './random.ts'

/** The routes of pictures and voice notes, and of the export. */
export const wireMediaRoutes = ({ config, clock, faults, store, identify }: Parts, { files }: Media) => {
  const { readVoice, remux } = openVoices()
  const onFault = (fault: unknown): void => faults.count('http', fault)
  return {
    '/api/media': uploadRoutes({
      store,
      identify,
      readUpload: createReadUpload({ mostFileBytes: config.maxUploadBytes, ...uploadRules }),
      rooms: createRooms(config.maxUploadBytes),
      admitUpload: admitUpload({ limit: createWindowLimit(uploadRules.perConversation), clock }),
      keepUpload: keepUpload({
        store,
        files,
        makeMedium: createMakeMedium({ makePicture: createMakePicture(), readVoice }),
        quota: createQuota({ store, mostBytes: config.mediaQuotaBytes }),
        clock,
        random: secureRandom,
        onFault,
      }),
    }),
    '/media': mediaRoutes({ store, identify, findPart: findPart({ store, files, remux, onFault }) }),
    '/api/admin/chats/:chatId': exportRoutes({
      store,
      identify,
      exportConversation: exportConversation({ ...config, store, files, clock }),
      onFault,
    }),
  }
}

const createRooms = (mostFileBytes: number) => {
  const { bodies, adminBodies, mostWaiting, waitMs } = uploadRules
  const roomOf = (most: number) => createBodyRoom({ mostBytes: roomFor(most, mostFileBytes), mostWaiting, waitMs })
  return { user: roomOf(bodies), admin: roomOf(adminBodies) }
}
