/** The part of an address that one customer holds: an IPv4 address whole, an IPv6 address by its /64. */
export const addressGroup = (address: string): string => {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return bare.includes(':') ? `${expand(bare).slice(0, 4).join(':')}::/64` : bare
}

const expand = (address: string): string[] => {
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const missing = address.includes('::') ? Math.max(0, 8 - before.length - after.length) : 0
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((part) => part.replace(/^0+(?=.)/, ''))
}
