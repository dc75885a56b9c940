const leaf = { index: 10, table: 13 }
const interior = { index: 2, table: 5 }
const headerBytes = { leaf: 8, interior: 12 }

/**
 * The bytes of a page that SQLite reads never: between the list of its cells and the first of them. Null where it has none,
 * and for whatever is no page of a table or an index. A page that goes on elsewhere begins with a page number, whose first
 * byte is 0 in a file of less than 2^24 pages.
 */
export const gapOf = (page: Buffer): { from: number; to: number } | null => {
  const type = page.readUInt8(0)
  const isLeaf = type === leaf.index || type === leaf.table
  if (!isLeaf && type !== interior.index && type !== interior.table) return null
  const from = (isLeaf ? headerBytes.leaf : headerBytes.interior) + 2 * page.readUInt16BE(3)
  // 0 stands for 65,536, which no page of ours has room for.
  const to = page.readUInt16BE(5)
  return to > page.length || from >= to ? null : { from, to }
}
