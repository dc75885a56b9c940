import type { ExportTexts } from '#protocol/export-texts'
import type { Message } from '#protocol/messages'
import type { Language } from '#protocol/text'
import type { Conversation } from '#server/store/ports'
import { callWords } from './export-call.ts'

export type Reader = { adminName: string; lang: Language; timeZone: string; t: ExportTexts }
/** A message with what its line needs: the path of its file, and the message that it answers. */
export type Line = { message: Message; path: string | null; quoted: Message | null }

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? '')

const excerptLength = 140

const style = `
:root{color-scheme:light dark;--ink:#1c2420;--soft:#5d6a63;--page:#f4f6f2;--user:#fff;--admin:#dcefe3;--line:#d5dcd6}
@media(prefers-color-scheme:dark){:root{--ink:#e8eeea;--soft:#9aa8a0;--page:#121815;--user:#1e2622;--admin:#1d3a2b;--line:#34403a}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.45 system-ui,sans-serif}
.talk{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 3rem;display:flex;flex-direction:column}
h1{margin:0;font-size:1.4rem}
.about,.day,.none{color:var(--soft);font-size:.875rem}
.about{margin:.25rem 0 0}
.day{margin:1.75rem 0 .75rem;text-align:center;font-weight:600}
.said{max-width:85%;box-sizing:border-box;margin:.25rem 0;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.875rem;background:var(--user);align-self:flex-start;overflow-wrap:anywhere}
.said.admin{background:var(--admin);align-self:flex-end}
.said.system{align-self:center}
.who{margin:0;color:var(--soft);font-size:.8125rem}
.text{margin:.125rem 0 0;white-space:pre-wrap}
.quote{display:block;margin:.25rem 0;padding:.125rem .625rem;border-inline-start:3px solid var(--soft);color:var(--soft);font-size:.875rem;text-decoration:none}
.reactions{margin:.25rem 0 0}
img{display:block;max-width:100%;height:auto;max-height:30rem;margin:.375rem 0;border-radius:.5rem}
audio{display:block;max-width:100%;margin:.375rem 0}
:target{outline:2px solid var(--soft)}
`

/** Draws a conversation as a page that needs no network and runs nothing. Everything in it that was written is escaped. */
export const createExportPage = ({ name, cid, createdAt }: Conversation, { adminName, lang, timeZone, t }: Reader) => {
  const day = new Intl.DateTimeFormat(lang, { timeZone, dateStyle: 'full' })
  const time = new Intl.DateTimeFormat(lang, { timeZone, timeStyle: 'short' })
  const moment = new Intl.DateTimeFormat(lang, { timeZone, dateStyle: 'long', timeStyle: 'short' })
  const names = { user: name, admin: adminName, system: '' }
  /** Under a call stands who rang. */
  const nameOf = ({ role, call }: Message): string => names[call?.from ?? role]
  let lastDay = ''

  const wordsOf = ({ type, text, call }: Message): string =>
    call ? callWords(call, t.call) : (text ?? { text: '', image: t.picture, audio: t.voice, call: t.call.voice }[type])

  const quoteOf = ({ message, quoted }: Line): string => {
    if (message.reply_to === null) return ''
    if (!quoted) return `<span class="quote">${t.unquoted}</span>`
    const excerpt = [...wordsOf(quoted)].slice(0, excerptLength).join('')
    return `<a class="quote" href="#m${quoted.id}" dir="auto">${escaped(nameOf(quoted))}: ${escaped(excerpt)}</a>`
  }

  const fileOf = ({ message: { type, media }, path }: Line): string => {
    if (!media) return ''
    if (path === null) return `<p class="none">${type === 'image' ? t.picture : t.voice}: ${t.missing}</p>`
    if (type === 'audio') return `<audio controls preload="none" src="${path}"></audio>`
    const size = media.width && media.height ? ` width="${media.width}" height="${media.height}"` : ''
    return `<a href="${path}"><img src="${path}" alt="${t.picture}"${size} loading="lazy"></a>`
  }

  const textOf = (message: Message): string => {
    const text = message.type === 'call' ? wordsOf(message) : message.text
    return text === null ? '' : `<p class="text" dir="auto">${escaped(text)}</p>`
  }

  const reactionsOf = ({ reactions: { user, admin } }: Message): string => {
    const each = [user && `${user} ${name}`, admin && `${admin} ${adminName}`].filter((one) => one !== undefined)
    return each.length === 0 ? '' : `<p class="reactions">${escaped(each.join(' · '))}</p>`
  }

  const dayOf = (at: Date): string => {
    const today = day.format(at)
    if (today === lastDay) return ''
    lastDay = today
    return `<h2 class="day">${escaped(today)}</h2>\n`
  }

  const lineOf = (line: Line): string => {
    const { message } = line
    const { id, role, created_at, edited_at } = message
    const at = new Date(created_at)
    const edited = edited_at === null ? '' : ` · ${t.edited}`
    const who = `<p class="who"><b>${escaped(nameOf(message))}</b> <time datetime="${created_at}">${time.format(at)}</time>${edited}</p>`
    const said = [who, quoteOf(line), fileOf(line), textOf(message), reactionsOf(message)].join('')
    return `${dayOf(at)}<article class="said ${role}" id="m${id}">${said}</article>\n`
  }

  const head = (exportedAt: number): string =>
    `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'">
<title>${escaped(`${name} · ${cid}`)}</title>
<style>${style}</style>
<main class="talk">
<header><h1 dir="auto">${escaped(name)}</h1>
<p class="about">${escaped(cid)} · ${escaped(t.began(moment.format(createdAt)))} · ${escaped(t.exported(moment.format(exportedAt)))}</p></header>
`
  const empty = `<p class="day">${t.empty}</p>\n`

  return {
    head,
    lines: (lines: readonly Line[]): string => lines.map(lineOf).join(''),
    empty,
    foot: '</main>\n</html>\n',
  }
}
