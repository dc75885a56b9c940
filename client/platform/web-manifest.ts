import type { Language } from '#protocol/text'

/** Has the browser offer this app in that language: the same app under either manifest. */
export const speakManifest = (language: Language): void => {
  const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')
  const href = link?.getAttribute('href')?.replace(/(\.en)?\.web/, language === 'en' ? '.en.web' : '.web')
  if (href && href !== link?.getAttribute('href')) link?.setAttribute('href', href)
}
