import type { MiddlewareHandler } from 'hono'
import type { Env } from './respond.ts'

const contentSecurityPolicy = (publicUrl: string | null): string => {
  // 'self' does not cover the socket's scheme in every Safari; where the public name is known it is written out.
  const socket = publicUrl ? ` ${publicUrl.replace(/^http/, 'ws')}` : ''
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${socket}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types konusma-worker',
  ].join('; ')
}

const policyName = 'Content-Security-Policy'

/**
 * Sets what every answer carries, errors included. Private data is never kept by a cache; files set their own rule, and what
 * people sent a stricter policy.
 */
export const createHarden = (publicUrl: string | null) => {
  const policy = contentSecurityPolicy(publicUrl)
  const headers = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'microphone=(self), camera=(self), display-capture=(), geolocation=(), payment=(), usb=()',
  }
  return (response: Response, isSecure: boolean): Response => {
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    if (!response.headers.has(policyName)) response.headers.set(policyName, policy)
    if (isSecure) response.headers.set('Strict-Transport-Security', 'max-age=31536000')
    if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store')
    return response
  }
}

/** All that a browser keeps with a page and goes by, as one text. */
export const rulesOf = (harden: ReturnType<typeof createHarden>): string =>
  [...harden(new Response(), false).headers].map((header) => header.join(': ')).join('\n')

export const securityHeaders = (harden: ReturnType<typeof createHarden>): MiddlewareHandler<Env> => {
  return async (c, next) => {
    await next()
    harden(c.res, c.get('caller')?.isSecure ?? false)
  }
}
