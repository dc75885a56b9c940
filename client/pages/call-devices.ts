import { createPeer } from '#client/call/peer'
import { fetchIce } from '#client/net/ice-api'
import { createAskRoute } from '#client/net/route'
import { hasTwoCameras, openCamera } from '#client/platform/camera'
import { chosenMicrophone } from '#client/platform/chosen-microphone'
import { systemClock } from '#client/platform/clock'
import { onDevices, soundDevices } from '#client/platform/media-devices'
import { isMicrophoneAllowed, type Microphone, openCallMicrophone } from '#client/platform/microphone'
import { yieldMicrophone } from '#client/platform/microphone-turn'
import { onNetwork } from '#client/platform/network-change'
import { createRingtone } from '#client/platform/ringtone'
import {
  canChooseSpeaker,
  chooseSpeaker,
  chosenSpeaker,
  claimSound,
  isApplePhone,
  useChosenSpeaker,
} from '#client/platform/speaker'
import { createWakeLock } from '#client/platform/wake-lock'
import type { Side } from '#protocol/messages'
import type { CallDevices } from './page-calls.ts'

/** What this browser has for calls, and the servers that this side is given for them. */
export const createCallDevices = (self: Side): CallDevices => {
  const ask = createAskRoute((path, init) => fetch(path, init))
  let inputId: string | null = null

  const openMicrophone = async (deviceId?: string): Promise<Microphone> => {
    yieldMicrophone()
    if (deviceId !== undefined) chosenMicrophone.keep(deviceId)
    const opened = await openCallMicrophone(deviceId ?? chosenMicrophone.read())
    if (opened.ok) inputId = opened.stream.getAudioTracks()[0]?.getSettings().deviceId ?? null
    return opened
  }
  return {
    ringtone: createRingtone(systemClock),
    wakeLock: createWakeLock(),
    claimSound,
    playAsChosen: (audio) => void useChosenSpeaker(audio),
    calls: {
      fetchIce: () => fetchIce(ask, self),
      createPeer: 'RTCPeerConnection' in globalThis ? createPeer : null,
      openMicrophone,
      isMicrophoneAllowed,
      openCamera,
      hasTwoCameras,
      onDevices,
      onNetwork: (tell) => onNetwork(tell, systemClock),
    },
    sounds: (audio) => ({
      list: soundDevices,
      canChooseOutput: canChooseSpeaker(),
      chosenOutput: chosenSpeaker,
      chooseOutput: (id) => chooseSpeaker(audio(), id),
      chosenInput: () => inputId,
      isApple: isApplePhone(),
    }),
  }
}
