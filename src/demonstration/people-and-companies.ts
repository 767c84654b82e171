/** Invented people and companies, composed from lists. Likeness to existing ones is chance. */
import { normalForm } from '#src/reference/normal-form.ts'
import type { Random } from './random.ts'

/** A name in its own script, and in the letters of an e-mail address or a domain. */
interface Word {
  text: string
  latin: string
}

interface Person {
  first: string
  middle: string
  last: string
  /** As in an e-mail address, such as ines.quintana. */
  mailbox: string
}

interface Company {
  name: string
  /** The short name under which invoices and the customer list show it. */
  friendly_name: string
  /** Lower-case ASCII letters. */
  slug: string
}

interface Culture {
  given: readonly Word[]
  family: readonly Word[]
  /** How likely a middle name is. */
  middle: number
  mailboxes: readonly string[]
  company: (random: Random, city: string) => Company
}

const unaccented: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ø: 'o', ł: 'l' }

function latin(text: string): string {
  const spelled = text.toLowerCase().replace(/[äöüßøł]/g, (letter) => unaccented[letter]!)
  return normalForm(spelled, 'NFD').replace(/[^a-z]/g, '')
}

/** Entries with commas between, a common one repeated; one in another script has its letters after a colon. */
function words(text: string): readonly Word[] {
  return text.split(',').map((entry) => {
    const [own, letters] = entry.trim().split(':')
    return { text: own!, latin: letters ?? latin(own!) }
  })
}

function names(text: string): readonly string[] {
  return text.split(',').map((entry) => entry.trim())
}

// Chinese

const chineseBrandStart = words(
  '云:yun, 海:hai, 天:tian, 华:hua, 瑞:rui, 恒:heng, 启:qi, 晨:chen, 博:bo, 鼎:ding, 锦:jin, 新:xin, 远:yuan, 盛:sheng, 泽:ze, 弘:hong, 智:zhi, 森:sen, 峰:feng, 星:xing, 明:ming, 嘉:jia, 永:yong, 金:jin, 和:he, 易:yi, 蓝:lan, 青:qing',
)
const chineseBrandEnd = words(
  '帆:fan, 川:chuan, 聚:ju, 达:da, 诚:cheng, 泰:tai, 景:jing, 腾:teng, 越:yue, 岳:yue, 宇:yu, 禾:he, 光:guang, 彩:cai, 源:yuan, 润:run, 驰:chi, 锐:rui, 宏:hong, 安:an, 舟:zhou, 林:lin, 信:xin, 创:chuang, 通:tong, 拓:tuo',
)
const chineseTrades = words(
  '科技:keji, 贸易:maoyi, 信息技术:xinxi, 网络科技:wangluo, 物流:wuliu, 电子:dianzi, 机械设备:jixie, 食品:shipin, 文化传媒:chuanmei, 建筑工程:jianzhu, 教育咨询:jiaoyu, 医疗器械:yiliao, 新材料:cailiao, 环保工程:huanbao, 软件:ruanjian, 服饰:fushi, 广告:guanggao, 酒店管理:jiudian, 进出口:jinchukou, 农业发展:nongye, 智能制造:zhineng, 供应链管理:gongying',
)

function chineseCompany(random: Random, city: string): Company {
  const start = random.pick(chineseBrandStart)
  const end = random.pick(chineseBrandEnd)
  const trade = random.pick(chineseTrades)
  const brand = start.text + end.text
  const place = city.replace(/市$/, '')
  const form = ['有限公司', '股份有限公司', '有限责任公司', '集团有限公司'][random.weighted([78, 12, 6, 4])]!
  return {
    name: random.chance(0.85)
      ? `${place}${brand}${trade.text}${form}`
      : `${brand}${trade.text}（${place}）${form}`,
    friendly_name: brand + trade.text,
    slug: start.latin + end.latin + trade.latin,
  }
}

// Japanese

const japaneseBrands = words(
  'あおば:aoba, ひので:hinode, さくら:sakura, みどり:midori, すばる堂:subarudo, わかば:wakaba, こもれび:komorebi, 白樺:shirakaba, 朝霧:asagiri, 千鳥:chidori, 風見:kazami, 月見:tsukimi, 星野:hoshino, 緑風:ryokufu, 青嵐:seiran, 雪村:yukimura, 桐生:kiryu, 藤代:fujishiro, 松風:matsukaze, 竹内:takeuchi, 北斗:hokuto, 東雲:shinonome, 若狭:wakasa, 飛鳥:asuka, 大沼:onuma, 川辺:kawabe, 丘の上:okanoue, 波多野:hatano, 三日月:mikazuki, 銀河:ginga',
)
const japaneseTrades = words(
  '物産:bussan, 商事:shoji, 製作所:seisakusho, 工業:kogyo, システム:system, 食品:shokuhin, 建設:kensetsu, 運輸:unyu, 印刷:insatsu, 電機:denki, 薬品:yakuhin, 設計:sekkei, 不動産:fudosan, 情報サービス:joho, 醸造:jozo, 木工:mokko, ソフトウェア:software, 観光:kanko',
)

function japaneseCompany(random: Random): Company {
  const brand = random.pick(japaneseBrands)
  const trade = random.pick(japaneseTrades)
  const name = brand.text + trade.text
  return {
    name: [`株式会社${name}`, `${name}株式会社`, `有限会社${name}`, `合同会社${name}`][
      random.weighted([42, 42, 10, 6])
    ]!,
    friendly_name: name,
    slug: brand.latin + trade.latin,
  }
}

// Korean

const koreanBrands = words(
  '한결:hangyeol, 새롬:saerom, 다온:daon, 가람:garam, 해솔:haesol, 라온:raon, 도담:dodam, 미르:mir, 늘봄:neulbom, 푸른들:pureundeul, 달빛:dalbit, 온새미:onsaemi, 하늘샘:haneulsaem, 아라:ara, 솔바람:solbaram',
)
const koreanTrades = words(
  '물류:logis, 소프트:soft, 식품:food, 건설:construct, 전자:electro, 테크:tech, 디자인:design, 교육:edu, 무역:trade, 바이오:bio, 산업:industry, 미디어:media',
)

function koreanCompany(random: Random): Company {
  const brand = random.pick(koreanBrands)
  const trade = random.pick(koreanTrades)
  const name = brand.text + trade.text
  return {
    name: [`주식회사 ${name}`, `${name} 주식회사`, `(주)${name}`, `${name} 유한회사`][
      random.weighted([40, 25, 30, 5])
    ]!,
    friendly_name: name,
    slug: brand.latin + trade.latin,
  }
}

// English

const coinedStarts = words(
  'Alder, Amber, Bram, Cedar, Copper, Fern, Granite, Harrow, Heron, Iron, Juniper, Kestrel, Larch, Lark, Marble, Merrow, Oak, Osprey, Pine, Quill, Raven, Silver, Stone, Thorn, Umber, Vale, Wren, Yarrow, Ember, Birch, Falcon, Hazel',
)
const coinedEnds = words(
  'bridge, field, ford, gate, haven, brook, mere, point, ridge, ton, well, wick, wood, worth, water, crest, dale, mark',
)
const englishTrades = words(
  'Softworks, Logistics, Retail, Foods, Engineering, Dental Group, Analytics, Publishing, Interiors, Security, Consulting, Energy, Textiles, Marine, Optics, Media, Robotics, Pharmacy, Travel, Motors, Studios, Farms, Finance, Architects, Bakery, Instruments, Packaging, Legal Services, Veterinary Care, Property, Traders, Manufacturing',
)

function englishCompany(families: readonly Word[], forms: readonly string[], shares: readonly number[]) {
  return (random: Random): Company => {
    const form = forms[random.weighted(shares)]!
    if (random.chance(0.2)) {
      const [one, other] = [random.pick(families), random.pick(families)]
      const trade = random.pick(['Partners', 'Associates', 'Holdings', 'Group', 'Advisory'])
      const name = one.text === other.text ? `${one.text} ${trade}` : `${one.text} & ${other.text} ${trade}`
      return {
        name: `${name} ${form}`,
        friendly_name: name,
        slug: one.latin + (one.text === other.text ? latin(trade) : other.latin),
      }
    }
    const [start, end, trade] = [
      random.pick(coinedStarts),
      random.pick(coinedEnds),
      random.pick(englishTrades),
    ]
    const name = `${start.text}${end.text} ${trade.text}`
    return { name: `${name} ${form}`, friendly_name: name, slug: start.latin + end.latin + trade.latin }
  }
}

// Languages in which a company is often a trade and a family

interface FamilyPatterns {
  families: readonly Word[]
  trades: readonly Word[]
  forms: readonly string[]
  shares: readonly number[]
  pair: (one: string, other: string) => string
  house: (family: string, random: Random) => string
  tradeFirst: boolean
}

function familyCompany(patterns: FamilyPatterns) {
  return (random: Random): Company => {
    const form = patterns.forms[random.weighted(patterns.shares)]!
    const one = random.pick(patterns.families)
    const kind = random.weighted([70, 15, 15])
    if (kind === 0) {
      const trade = random.pick(patterns.trades)
      const name = patterns.tradeFirst ? `${trade.text} ${one.text}` : `${one.text} ${trade.text}`
      const slug = patterns.tradeFirst ? trade.latin + one.latin : one.latin + trade.latin
      return { name: `${name}${form}`, friendly_name: name, slug }
    }
    if (kind === 1) {
      const other = random.pick(patterns.families)
      const isPair = one.text !== other.text
      const name = isPair ? patterns.pair(one.text, other.text) : patterns.house(one.text, random)
      const slug = isPair ? one.latin + other.latin : latin(name)
      return { name: `${name}${form}`, friendly_name: name, slug }
    }
    const name = patterns.house(one.text, random)
    return { name: `${name}${form}`, friendly_name: name, slug: latin(name) }
  }
}

const spanishFamilies = words(
  'Quintana, Robledo, García, García, García, Núñez, Ibarra, Montero, Salgado, Villalba, Ortega, Cifuentes, Peñalver, Zamora, Bermúdez, Carrasco, Gallardo, Escudero, Lozano, Pascual, Rivas, Serrano, Tejada, Vidal, Castaño, Herrero, Soler, Arriaga, Echeverría, Figueroa, Ferrer, Martínez, López, Muñoz, Fernández, Olmedo, Puig',
)
const spanishTrades = words(
  'Almacenes, Talleres, Bodegas, Suministros, Construcciones, Panadería, Clínica, Librería, Transportes, Consultores, Distribuciones, Imprenta, Ferretería, Viveros, Óptica, Carpintería, Academia, Electricidad, Hostelería, Farmacia, Maderas, Conservas, Muebles, Gestoría, Autoescuela',
)
const spanishHouse = (family: string, random: Random) =>
  random.pick([`Hermanos ${family}`, `${family} e Hijos`, `Grupo ${family}`, `Casa ${family}`])

const portugueseFamilies = words(
  'Almeida, Nunes, Ferreira, Carvalho, Barros, Teixeira, Moreira, Cardoso, Pinto, Ribeiro, Azevedo, Fonseca, Lacerda, Guimarães, Sampaio, Araújo, Conceição, Magalhães, Siqueira, Antunes, Brandão, Simões',
)
const portugueseTrades = words(
  'Padaria, Transportadora, Farmácia, Construtora, Metalúrgica, Comercial, Clínica, Livraria, Auto Peças, Escola, Gráfica, Óptica, Mercado, Móveis, Laticínios, Confecções, Contabilidade, Hotel',
)
const portugueseHouse = (family: string, random: Random) =>
  random.pick([`Irmãos ${family}`, `${family} e Filhos`, `Grupo ${family}`, `Casa ${family}`])

const germanFamilies = words(
  'Müller, Müller, Schröder, Köhler, Lindner, Vogt, Brandt, Hofmann, Krüger, Weiß, Jäger, Böhm, Seidel, Winkler, Albrecht, Kästner, Reuter, Fuchs, Lorenz, Ziegler, Ebert, Grünwald, Haas, Pfeiffer, Sommerfeld, Thiele',
)
const frenchFamilies = words(
  'Lefèvre, Moreau, Girard, Chevalier, Fontaine, Mercier, Gauthier, Perrot, Blanchet, Delaunay, Rousseau, Lemaître, Béranger, Carpentier, Desmarais, Fournier, Guérin, Marchal, Picard, Vasseur, Aubry, Beaulieu',
)
const italianFamilies = words(
  'Ferrante, Ricciardi, Moretti, Galli, Bellini, Conti, Esposito, Marchetti, Rinaldi, Fabbri, Caruso, Pellegrini, Santoro, De Angelis, Montanari, Sartori, Vitale, Lombardi',
)
const dutchFamilies = words(
  'De Vries, Bakker, Visser, Van den Berg, Mulder, Hoekstra, Dijkstra, Kuipers, Van der Linden, Postma, Brouwer, Veenstra, Smit, Willems',
)
const englishFamilies = words(
  "Whitfield, Shah, Barker, Ellison, Hartley, Okafor, Nguyen, Patel, Reyes, Thornton, Maddox, Pemberton, Garcia, Calloway, Winslow, O'Brien, Fairchild, Langley, Mercer, Novak, Rosen, Stanton, Kowalski, Haddad, Sinclair, MacLeod, Ashworth, Bennett, Holloway, Griffiths",
)
const indianFamilies = words(
  'Sharma, Iyer, Reddy, Banerjee, Kulkarni, Mehta, Nair, Chopra, Desai, Rao, Gupta, Menon, Joshi, Bose, Pillai, Malhotra, Deshpande, Verma',
)
const singaporeanFamilies = words('Tan, Lim, Lee, Ng, Wong, Goh, Chua, Ong, Rahman, Pillai, Koh, Teo')

const englishMailboxes = names('accounts, billing, finance, office, payables')
const englishGiven = words(
  'Amira, Dana, Tom, Grace, Oliver, Hannah, Marcus, Priya, Ethan, Sofia, Noah, Chloe, Samuel, Naomi, Leo, Isla, Adrian, Ruth, Victor, Maya, Owen, Elena, Caleb, Joanna, Felix, Alice, Desmond, Laura, Simon, Beatrice',
)

const cultures = {
  zh: {
    given: words(
      '伟:wei, 伟:wei, 伟:wei, 伟:wei, 伟:wei, 娜:na, 娜:na, 芳:fang, 敏:min, 静:jing, 强:qiang, 磊:lei, 洋:yang, 艳:yan, 勇:yong, 军:jun, 杰:jie, 秀英:xiuying, 建国:jianguo, 晓明:xiaoming, 雨桐:yutong, 子轩:zixuan, 浩然:haoran, 欣怡:xinyi, 佳慧:jiahui, 志强:zhiqiang, 丽华:lihua, 梓涵:zihan, 文博:wenbo, 思远:siyuan, 海燕:haiyan, 国栋:guodong, 婷婷:tingting',
    ),
    family: words(
      '王:wang, 王:wang, 王:wang, 王:wang, 王:wang, 李:li, 李:li, 李:li, 张:zhang, 张:zhang, 张:zhang, 刘:liu, 刘:liu, 陈:chen, 杨:yang, 赵:zhao, 黄:huang, 周:zhou, 吴:wu, 徐:xu, 孙:sun, 胡:hu, 朱:zhu, 高:gao, 林:lin, 何:he, 郭:guo, 马:ma, 罗:luo, 梁:liang, 宋:song, 郑:zheng, 谢:xie, 欧阳:ouyang',
    ),
    middle: 0,
    mailboxes: names('caiwu, fapiao, kaipiao, bangong'),
    company: chineseCompany,
  },
  ja: {
    given: words(
      '健:ken, 翔太:shota, 大輔:daisuke, 直樹:naoki, 陽子:yoko, 美咲:misaki, 恵子:keiko, 拓也:takuya, さくら:sakura, 葵:aoi, 誠:makoto, 由美:yumi, 亮:ryo, 千尋:chihiro, 浩:hiroshi, 真由美:mayumi',
    ),
    family: words(
      '佐藤:sato, 鈴木:suzuki, 高橋:takahashi, 田中:tanaka, 伊藤:ito, 渡辺:watanabe, 山本:yamamoto, 中村:nakamura, 小林:kobayashi, 加藤:kato, 吉田:yoshida, 山田:yamada, 松本:matsumoto, 井上:inoue, 木村:kimura, 清水:shimizu',
    ),
    middle: 0,
    mailboxes: names('keiri, soumu, seikyu'),
    company: japaneseCompany,
  },
  ko: {
    given: words(
      '민준:minjun, 서연:seoyeon, 지훈:jihun, 수빈:subin, 현우:hyeonu, 지은:jieun, 예진:yejin, 도윤:doyun, 하은:haeun, 성민:seongmin, 미경:migyeong, 영호:yeongho',
    ),
    family: words(
      '김:kim, 이:lee, 박:park, 최:choi, 정:jung, 강:kang, 조:cho, 윤:yoon, 장:jang, 임:lim, 한:han, 오:oh',
    ),
    middle: 0,
    mailboxes: names('finance, tax, account'),
    company: koreanCompany,
  },
  es: {
    given: words(
      'Inés, José, Lucía, María José, Álvaro, Carmen, Javier, Begoña, Íñigo, Rocío, Andrés, Nuria, Pablo, Elena, Miguel Ángel, Sofía, Raúl, Marta, Héctor, Pilar, Sergio, Ainhoa, Tomás, Julia, Iván, Beatriz',
    ),
    family: spanishFamilies,
    middle: 0,
    mailboxes: names('facturas, compras, contabilidad, administracion'),
    company: familyCompany({
      families: spanishFamilies,
      trades: spanishTrades,
      forms: [', S.L.', ', S.A.', ', S.L.U.', ', S. Coop.'],
      shares: [60, 25, 10, 5],
      pair: (one, other) => `${one} y ${other}`,
      house: spanishHouse,
      tradeFirst: true,
    }),
  },
  'es-MX': {
    given: words(
      'Guadalupe, Alejandro, Fernanda, Ximena, Rodrigo, Mariana, Emiliano, Itzel, Ricardo, Daniela, Óscar, Lorena, Juan Carlos, Valeria, Ramón, Citlali',
    ),
    family: spanishFamilies,
    middle: 0.05,
    mailboxes: names('facturacion, compras, contabilidad, cuentas'),
    company: familyCompany({
      families: spanishFamilies,
      trades: spanishTrades,
      forms: [' S.A. de C.V.', ' S. de R.L. de C.V.', ' S.A.P.I. de C.V.'],
      shares: [70, 22, 8],
      pair: (one, other) => `${one} y ${other}`,
      house: spanishHouse,
      tradeFirst: true,
    }),
  },
  'pt-BR': {
    given: words(
      'João, Mariana, Thiago, Letícia, Rafael, Camila, Antônio, Beatriz, Gustavo, Larissa, Otávio, Fernanda, Caio, Renata, Luís, Júlia',
    ),
    family: portugueseFamilies,
    middle: 0.06,
    mailboxes: names('financeiro, fiscal, compras, contato'),
    company: familyCompany({
      families: portugueseFamilies,
      trades: portugueseTrades,
      forms: [' Ltda', ' S.A.', ' Ltda ME'],
      shares: [72, 20, 8],
      pair: (one, other) => `${one} & ${other}`,
      house: portugueseHouse,
      tradeFirst: true,
    }),
  },
  pt: {
    given: words('João, Inês, Tiago, Matilde, Rui, Catarina, Nuno, Joana, Gonçalo, Leonor, Duarte, Sofia'),
    family: portugueseFamilies,
    middle: 0.05,
    mailboxes: names('faturacao, contabilidade, compras'),
    company: familyCompany({
      families: portugueseFamilies,
      trades: portugueseTrades,
      forms: [', Lda.', ', S.A.', ', Unipessoal Lda.'],
      shares: [65, 20, 15],
      pair: (one, other) => `${one} & ${other}`,
      house: portugueseHouse,
      tradeFirst: true,
    }),
  },
  de: {
    given: words(
      'Jürgen, Anke, Matthias, Sabine, Björn, Katrin, Stefan, Heike, Florian, Ute, Jörg, Lena, Dieter, Franziska, Uwe, Miriam, Käthe, Tobias',
    ),
    family: germanFamilies,
    middle: 0.03,
    mailboxes: names('rechnung, buchhaltung, einkauf, verwaltung'),
    company: familyCompany({
      families: germanFamilies,
      trades: words(
        'Maschinenbau, Elektrotechnik, Logistik, Softworks, Druckerei, Metallbau, Immobilien, Feinmechanik, Gartenbau, Medizintechnik, Bäckerei, Holzbau, Steuerberatung, Optik, Fahrzeugteile, Verlag, Getränke',
      ),
      forms: [' GmbH', ' GmbH & Co. KG', ' AG', ' KG', ' e.K.'],
      shares: [60, 18, 9, 7, 6],
      pair: (one, other) => `${one} & ${other}`,
      house: (family, random) =>
        random.pick([`${family} & Söhne`, `${family} & Partner`, `Gebrüder ${family}`, `${family} Gruppe`]),
      tradeFirst: false,
    }),
  },
  fr: {
    given: words(
      'Hélène, François, Camille, Étienne, Chloé, Jérôme, Anaïs, Benoît, Margaux, Loïc, Sylvie, Mathieu, Aurélie, Gaël, Zoé, Cédric',
    ),
    family: frenchFamilies,
    middle: 0.03,
    mailboxes: names('comptabilite, facturation, achats, contact'),
    company: familyCompany({
      families: frenchFamilies,
      trades: words(
        'Boulangerie, Transports, Menuiserie, Imprimerie, Pharmacie, Cabinet, Établissements, Garage, Ateliers, Librairie, Domaine, Laboratoires, Constructions, Papeterie, Fromagerie',
      ),
      forms: [' SARL', ' SAS', ' SA', ' SASU'],
      shares: [45, 38, 10, 7],
      pair: (one, other) => `${one} et ${other}`,
      house: (family, random) =>
        random.pick([`${family} et Fils`, `Maison ${family}`, `Groupe ${family}`, `${family} Frères`]),
      tradeFirst: true,
    }),
  },
  it: {
    given: words(
      'Niccolò, Giulia, Matteo, Chiara, Lorenzo, Francesca, Davide, Silvia, Alessandro, Elisa, Paolo, Ilaria',
    ),
    family: italianFamilies,
    middle: 0.02,
    mailboxes: names('amministrazione, fatture, acquisti'),
    company: familyCompany({
      families: italianFamilies,
      trades: words(
        'Officine, Pasticceria, Trasporti, Ceramiche, Tipografia, Costruzioni, Cantine, Arredamenti, Tessitura, Farmacia',
      ),
      forms: [' S.r.l.', ' S.p.A.', ' S.n.c.'],
      shares: [65, 23, 12],
      pair: (one, other) => `${one} & ${other}`,
      house: (family, random) => random.pick([`Fratelli ${family}`, `${family} e Figli`, `Gruppo ${family}`]),
      tradeFirst: true,
    }),
  },
  nl: {
    given: words('Sanne, Daan, Femke, Jeroen, Lotte, Bram, Anouk, Pieter, Maaike, Ruben'),
    family: dutchFamilies,
    middle: 0.02,
    mailboxes: names('administratie, facturen, inkoop'),
    company: familyCompany({
      families: dutchFamilies,
      trades: words(
        'Techniek, Bloemen, Transport, Bouw, Zuivel, Advies, Drukwerk, Installaties, Scheepvaart',
      ),
      forms: [' B.V.', ' N.V.', ' V.O.F.'],
      shares: [80, 8, 12],
      pair: (one, other) => `${one} & ${other}`,
      house: (family, random) =>
        random.pick([`Gebroeders ${family}`, `${family} & Zonen`, `${family} Groep`]),
      tradeFirst: false,
    }),
  },
  'en-US': {
    given: englishGiven,
    family: englishFamilies,
    middle: 0.25,
    mailboxes: englishMailboxes,
    company: englishCompany(englishFamilies, ['Inc.', 'LLC', 'Corp.', 'LLP'], [45, 38, 12, 5]),
  },
  'en-GB': {
    given: englishGiven,
    family: englishFamilies,
    middle: 0.05,
    mailboxes: englishMailboxes,
    company: englishCompany(englishFamilies, ['Ltd', 'Limited', 'LLP', 'plc'], [60, 22, 13, 5]),
  },
  'en-CA': {
    given: englishGiven,
    family: englishFamilies,
    middle: 0.12,
    mailboxes: englishMailboxes,
    company: englishCompany(englishFamilies, ['Inc.', 'Ltd.', 'Corp.'], [55, 35, 10]),
  },
  'fr-CA': {
    given: words('Mélanie, Étienne, Geneviève, Maxime, Josée, Félix, Audrey, Guillaume, Noémie, Raphaël'),
    family: frenchFamilies,
    middle: 0.04,
    mailboxes: names('comptabilite, facturation, info'),
    company: familyCompany({
      families: frenchFamilies,
      trades: words(
        'Boulangerie, Transport, Ébénisterie, Imprimerie, Pharmacie, Érablière, Librairie, Garage',
      ),
      forms: [' inc.', ' ltée'],
      shares: [75, 25],
      pair: (one, other) => `${one} et ${other}`,
      house: (family, random) => random.pick([`${family} et Fils`, `Groupe ${family}`, `Maison ${family}`]),
      tradeFirst: true,
    }),
  },
  'en-AU': {
    given: englishGiven,
    family: englishFamilies,
    middle: 0.05,
    mailboxes: englishMailboxes,
    company: englishCompany(englishFamilies, ['Pty Ltd', 'Limited'], [88, 12]),
  },
  'en-IN': {
    given: words(
      'Ananya, Rohan, Kavita, Arjun, Meera, Sanjay, Deepa, Vikram, Lakshmi, Nikhil, Pooja, Harish, Sunita, Karthik',
    ),
    family: indianFamilies,
    middle: 0.08,
    mailboxes: englishMailboxes,
    company: englishCompany(indianFamilies, ['Private Limited', 'LLP', 'Limited'], [70, 18, 12]),
  },
  'en-SG': {
    given: words(
      'Wei Ling, Jun Hao, Hui Min, Kai Xiang, Siti, Farid, Mei Fen, Zhi Wei, Priya, Desmond, Grace, Boon Keng',
    ),
    family: singaporeanFamilies,
    middle: 0,
    mailboxes: englishMailboxes,
    company: englishCompany(singaporeanFamilies, ['Pte. Ltd.', 'LLP'], [90, 10]),
  },
} satisfies Readonly<Record<string, Culture>>

export type CultureName = keyof typeof cultures

export function personOf(random: Random, name: CultureName): Person {
  const culture: Culture = cultures[name]
  const given = random.pick(culture.given)
  const family = random.pick(culture.family)
  const middle = random.chance(culture.middle) ? random.pick(culture.given) : given
  const isSpanish = name === 'es' || name === 'es-MX'
  const second = isSpanish && random.chance(0.7) ? random.pick(culture.family) : undefined
  return {
    first: given.text,
    middle: middle.text === given.text ? '' : middle.text,
    last: second && second.text !== family.text ? `${family.text} ${second.text}` : family.text,
    mailbox: `${given.latin}.${family.latin}`,
  }
}

export function companyOf(random: Random, name: CultureName, city: string): Company {
  return cultures[name].company(random, city)
}

export function mailboxOf(random: Random, name: CultureName): string {
  return random.pick(cultures[name].mailboxes)
}
