import type { Language } from '#protocol/text'
import { codeMessage } from '#protocol/texts'
import type { CodeSender } from '#server/actions/ports'
import type { Log } from '#server/log'

type TelegramTarget = { botToken: string; chatId: string; apiRoot: string }
type TelegramSettings = { botToken: string | null; adminChatId: string | null; apiRoot: string }

const timeoutMs = 10_000

/** Hands a code to the admin's Telegram chat. The code is never logged, not even where Telegram refuses it. */
const createTelegramCodeSender = (target: TelegramTarget, lang: Language, log: Log): CodeSender => {
  const send = async (code: string, livesMs: number): Promise<boolean> => {
    const { Bot } = await import('gramio')
    const bot = new Bot(target.botToken, { api: { baseURL: `${target.apiRoot}/bot` } })
    const sent = bot.api.sendMessage({ chat_id: target.chatId, text: codeMessage[lang](code, livesMs / 60_000) })
    return withinTime(sent)
  }

  // A fault of the client may carry the text that was to be sent, or the token in its address: only its kind is told.
  const withinTime = async (sent: Promise<unknown>): Promise<boolean> => {
    const { promise: tooLate, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(reject, timeoutMs, new Error('timeout'))
    try {
      await Promise.race([sent, tooLate])
      return true
    } catch (fault) {
      log.error('code_not_sent', { to: 'telegram', fault: fault instanceof Error ? fault.name : 'unknown' })
      return false
    } finally {
      clearTimeout(timer)
    }
  }

  return { sentTo: 'telegram', send }
}

/** Writes the code to the server's console: the one secret that a log may hold, where no Telegram is configured. */
const createConsoleCodeSender = (log: Log): CodeSender => ({
  sentTo: 'console',
  send: async (code) => {
    log.always('otp', { message: `OTP ${code}` })
    return true
  },
})

/** To the admin's Telegram chat where that is configured, and then nowhere else; else to the console. */
export const createCodeSender = (telegram: TelegramSettings, lang: Language, log: Log): CodeSender => {
  const { botToken, adminChatId, apiRoot } = telegram
  if (botToken === null || adminChatId === null) return createConsoleCodeSender(log)
  return createTelegramCodeSender({ botToken, chatId: adminChatId, apiRoot }, lang, log)
}
