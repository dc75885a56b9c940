import type { Language } from '#protocol/text'
import { codeMessage } from '#protocol/texts'
import type { CodeSender } from '#server/actions/ports'
import type { Log } from '#server/log'

type TelegramTarget = { botToken: string; chatId: string; apiRoot: string }
type TelegramSettings = { botToken: string | null; adminChatId: string | null; apiRoot: string }

const timeoutMs = 10_000
const againAfterMs = 5000

/**
 * Hands a code to the admin's Telegram chat, again and again while Telegram does not take it and the code is still good.
 * The code is never logged, not even where Telegram refuses it.
 */
const createTelegramCodeSender = (target: TelegramTarget, lang: Language, log: Log): CodeSender => {
  const attempt = async (text: string): Promise<boolean> => {
    const { Bot } = await import('gramio')
    const bot = new Bot(target.botToken, { api: { baseURL: `${target.apiRoot}/bot` } })
    try {
      await withinTime(bot.api.sendMessage({ chat_id: target.chatId, text }))
      return true
    } catch (fault) {
      // A fault of the client may carry the text that was to be sent, or the token in its address: only its kind is told.
      log.error('code_not_sent', { to: 'telegram', fault: fault instanceof Error ? fault.name : 'unknown' })
      return false
    }
  }

  const sendUntil = async (deadline: number, text: string): Promise<void> => {
    if ((await attempt(text)) || performance.now() + againAfterMs > deadline) return
    setTimeout(() => void sendUntil(deadline, text), againAfterMs).unref()
  }

  return {
    sentTo: 'telegram',
    send: (code, livesMs) => void sendUntil(performance.now() + livesMs, codeMessage[lang](code, livesMs / 60_000)),
  }
}

const withinTime = async <T>(sending: Promise<T>): Promise<T> => {
  const tooLate = Promise.withResolvers<never>()
  const timer = setTimeout(() => tooLate.reject(new Error('timeout')), timeoutMs)
  try {
    return await Promise.race([sending, tooLate.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Writes the code to the server's console: the one secret that a log may hold, where no Telegram is configured. */
const createConsoleCodeSender = (log: Log): CodeSender => ({
  sentTo: 'console',
  send: (code) => log.always('otp', { message: `OTP ${code}` }),
})

/** To the admin's Telegram chat where that is configured, and then nowhere else; else to the console. */
export const createCodeSender = (telegram: TelegramSettings, lang: Language, log: Log): CodeSender => {
  const { botToken, adminChatId, apiRoot } = telegram
  if (botToken === null || adminChatId === null) return createConsoleCodeSender(log)
  return createTelegramCodeSender({ botToken, chatId: adminChatId, apiRoot }, lang, log)
}
