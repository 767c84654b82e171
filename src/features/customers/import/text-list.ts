/** Many texts in little memory: as bytes outside of the heap, each made a string when it is asked for. */
export type TextList = { add: (text: string) => void; at: (index: number) => string }

export function createTextList(): TextList {
  let bytes = Buffer.allocUnsafe(64 * 1024)
  let ends = new Uint32Array(1024)
  let count = 0
  const used = () => (count === 0 ? 0 : (ends[count - 1] ?? 0))
  return {
    add(text) {
      const from = used()
      const length = Buffer.byteLength(text)
      if (from + length > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, from + length))
        bytes.copy(larger, 0, 0, from)
        bytes = larger
      }
      if (count === ends.length) {
        const more = new Uint32Array(ends.length * 2)
        more.set(ends)
        ends = more
      }
      bytes.write(text, from)
      ends[count] = from + length
      count += 1
    },
    at(index) {
      if (!(index >= 0 && index < count)) return ''
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index])
    },
  }
}
