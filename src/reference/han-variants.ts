import hongKong from 'opencc-js/dict/HKVariants'
import japanese from 'opencc-js/dict/JPShinjitaiCharacters'
import taiwanese from 'opencc-js/dict/TWVariants'
import traditional from 'opencc-js/dict/TSCharacters'

/**
 * Han characters that are one to whoever looks for a name: traditional and simplified, as Taiwan, Hong Kong and Japan write
 * them (OpenCC's tables: "character others|…"), and the forms that live on in Japanese names, which those tables leave out.
 */

/** Forms in names: what Japanese family registers keep beside the standard form (most are variants in Unicode's Unihan, too). */
const inNames =
  '齐斎 斉斎 崎﨑嵜 高髙 吉𠮷 辺邊邉 浜濱濵 島嶋嶌 桑桒 柳栁桺 野埜 橋槗 館舘 富冨 靑青 昇曻 鉄鐵鉃 清淸 尚尙 煕熙凞 秋穐 松枩 ' +
  '梅楳 杉杦 鶴靏靍鸖 藪薮籔 淵渊渕 船舩 回囘 壷壺 頬頰 鯵鰺 剣劍劒劔 窓窗 脇脅 籠篭 虎乕 讃讚 賓賔 躰体軆 閒間 隷隸 靭靱 韮韭 駈駆 鬪闘 ' +
  '鴬鶯 仙僊 凡凢 刄刃 卆卒 卯夘 厩廏廐 叡睿 哲喆 喜㐂 善譱 国圀 垂埀 奈柰 妍姸 学斈 宜冝 岡罡 岩嵒 彝彜 昻昂 曹曺 本夲 村邨 棋棊碁 ' +
  '沿㳂 法灋 潅灌 畝畆 畳疊疉 穀糓 窪窊 翠翆 肇肈 苅刈 草艸 蕊蘂蕋 薗園 蘇蘓 迪廸 雁鴈 頚頸 飲飮 鼎鼑'

/** Groups of characters that are one, each a text. */
const groups = [
  ...[traditional, hongKong, taiwanese, japanese].flatMap((table) =>
    table.split('|').map((entry) => entry.replaceAll(' ', '')),
  ),
  ...inNames.split(' '),
]

/** Character → one that stands for the same, unless it is the one that stands for all of them. */
const standIns = standInsOf(groups)

/** Joins groups that share a character (a forest of disjoint sets, in which each character points towards its root). */
function standInsOf(groups: readonly string[]): Map<string, string> {
  const parents = new Map<string, string>()
  const rootOf = (character: string): string => {
    const parent = parents.get(character)
    return parent === undefined ? character : rootOf(parent)
  }
  for (const [first = '', ...others] of groups.map((group) => [...group])) {
    for (const other of others) {
      const [from, to] = [rootOf(first), rootOf(other)]
      if (from !== to) parents.set(from, to)
    }
  }
  return new Map([...parents.keys()].map((character) => [character, rootOf(character)]))
}

/** One character for all that are written for it: 齋, 斎 and 斉 become the same. */
export function hanStandIn(character: string): string {
  return standIns.get(character) ?? character
}

/** Traditional character → the simplified one. */
const simplified = new Map(
  traditional.split('|').map((entry): [string, string] => {
    const [from = '', to = from] = entry.split(' ')
    return [from, to]
  }),
)

/** How a character is written in mainland China, where it is a traditional one. */
export function simplifiedHan(character: string): string {
  return simplified.get(character) ?? character
}
