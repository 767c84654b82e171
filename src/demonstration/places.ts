import type { Random } from './random.ts'

export interface Place {
  /** ISO 3166-2 without the country, in China two digits of GB/T 2260; '' where addresses have none. */
  state: string
  city: string
  district: string
  postal_code: string
  /** E.164 with # for each digit to make up. */
  phone: string
  /** What the first line starts with where the municipality belongs to it. */
  area: string
  streets: readonly string[]
}

/** A line for a place: state | city | district | postal code | phone | area | streets, with semicolons between. */
function places(table: string): readonly Place[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [state, city, district, postal_code, phone, area, streets] = line
        .split('|')
        .map((cell) => cell.trim())
      return {
        state: state!,
        city: city!,
        district: district!,
        postal_code: postal_code!,
        phone: phone!.replaceAll(' ', ''),
        area: area ?? '',
        streets: streets ? list(streets) : [],
      }
    })
}

function list(text: string): readonly string[] {
  return text.split(';').map((entry) => entry.trim())
}

/**
 * Real cities with postal codes of theirs. Where the country keeps numbers for films and examples, the phones
 * are of those: 555-01xx in North America, Ofcom's drama numbers, Arcep's and ACMA's, Bundesnetzagentur's in
 * five cities.
 */
export const placesByCountry: Readonly<Record<string, readonly Place[]>> = {
  CN: places(`
    11 | 北京市 | 海淀区 | 100080 | +86 10 6#######
    11 | 北京市 | 朝阳区 | 100020 | +86 10 8#######
    11 | 北京市 | 东城区 | 100010 | +86 10 6#######
    11 | 北京市 | 西城区 | 100032 | +86 10 6#######
    11 | 北京市 | 丰台区 | 100071 | +86 10 6#######
    31 | 上海市 | 浦东新区 | 200120 | +86 21 5#######
    31 | 上海市 | 徐汇区 | 200030 | +86 21 6#######
    31 | 上海市 | 静安区 | 200040 | +86 21 6#######
    31 | 上海市 | 黄浦区 | 200001 | +86 21 6#######
    31 | 上海市 | 闵行区 | 201100 | +86 21 5#######
    12 | 天津市 | 南开区 | 300100 | +86 22 8#######
    12 | 天津市 | 和平区 | 300041 | +86 22 2#######
    50 | 重庆市 | 渝北区 | 401120 | +86 23 6#######
    50 | 重庆市 | 江北区 | 400020 | +86 23 6#######
    44 | 深圳市 | 南山区 | 518052 | +86 755 8#######
    44 | 深圳市 | 福田区 | 518033 | +86 755 8#######
    44 | 深圳市 | 龙岗区 | 518116 | +86 755 2#######
    44 | 广州市 | 天河区 | 510630 | +86 20 8#######
    44 | 广州市 | 越秀区 | 510030 | +86 20 8#######
    44 | 广州市 | 番禺区 | 511400 | +86 20 8#######
    44 | 东莞市 | | 523003 | +86 769 2#######
    44 | 佛山市 | 顺德区 | 528300 | +86 757 2#######
    33 | 杭州市 | 西湖区 | 310013 | +86 571 8#######
    33 | 杭州市 | 滨江区 | 310051 | +86 571 8#######
    33 | 宁波市 | 海曙区 | 315000 | +86 574 8#######
    32 | 南京市 | 玄武区 | 210018 | +86 25 8#######
    32 | 南京市 | 鼓楼区 | 210009 | +86 25 8#######
    32 | 苏州市 | 姑苏区 | 215000 | +86 512 6#######
    32 | 苏州市 | 昆山市 | 215300 | +86 512 5#######
    51 | 成都市 | 武侯区 | 610041 | +86 28 8#######
    51 | 成都市 | 锦江区 | 610011 | +86 28 8#######
    42 | 武汉市 | 洪山区 | 430070 | +86 27 8#######
    42 | 武汉市 | 江汉区 | 430021 | +86 27 8#######
    61 | 西安市 | 雁塔区 | 710061 | +86 29 8#######
    61 | 西安市 | 碑林区 | 710001 | +86 29 8#######
    37 | 青岛市 | 市南区 | 266001 | +86 532 8#######
    37 | 济南市 | 历下区 | 250013 | +86 531 8#######
    21 | 大连市 | 沙河口区 | 116021 | +86 411 8#######
    21 | 沈阳市 | 和平区 | 110001 | +86 24 2#######
    35 | 厦门市 | 思明区 | 361001 | +86 592 5######
    35 | 福州市 | 鼓楼区 | 350001 | +86 591 8#######
    43 | 长沙市 | 岳麓区 | 410006 | +86 731 8#######
    41 | 郑州市 | 金水区 | 450003 | +86 371 6#######
    34 | 合肥市 | 蜀山区 | 230061 | +86 551 6#######
    53 | 昆明市 | 五华区 | 650032 | +86 871 6#######
    23 | 哈尔滨市 | 南岗区 | 150006 | +86 451 8#######`),
  ES: places(`
    M | Madrid | | 28001 | +34 91 5######
    M | Madrid | | 28004 | +34 91 3######
    M | Madrid | | 28013 | +34 91 5######
    M | Madrid | | 28046 | +34 91 3######
    M | Getafe | | 28901 | +34 91 6######
    M | Alcalá de Henares | | 28801 | +34 91 8######
    B | Barcelona | | 08001 | +34 93 3######
    B | Barcelona | | 08008 | +34 93 4######
    B | Barcelona | | 08018 | +34 93 3######
    B | Sabadell | | 08201 | +34 93 7######
    V | Valencia | | 46001 | +34 96 3######
    V | Valencia | | 46004 | +34 96 3######
    SE | Sevilla | | 41001 | +34 95 4######
    MA | Málaga | | 29001 | +34 95 2######
    BI | Bilbao | | 48001 | +34 94 4######
    Z | Zaragoza | | 50001 | +34 976 2#####
    C | A Coruña | | 15003 | +34 981 2#####
    PO | Vigo | | 36201 | +34 986 2#####
    O | Oviedo | | 33001 | +34 985 2#####
    O | Gijón | | 33201 | +34 985 3#####
    A | Alicante | | 03001 | +34 96 5######
    MU | Murcia | | 30001 | +34 968 2#####
    PM | Palma | | 07001 | +34 971 7#####
    GC | Las Palmas de Gran Canaria | | 35002 | +34 928 3#####
    TF | Santa Cruz de Tenerife | | 38001 | +34 922 2#####
    GR | Granada | | 18001 | +34 958 2#####
    CO | Córdoba | | 14001 | +34 957 4#####
    VA | Valladolid | | 47001 | +34 983 3#####
    NA | Pamplona | | 31001 | +34 948 2#####
    S | Santander | | 39001 | +34 942 2#####
    SS | Donostia-San Sebastián | | 20001 | +34 943 4#####
    LO | Logroño | | 26001 | +34 941 2#####
    T | Tarragona | | 43001 | +34 977 2#####`),
  US: places(`
    WA | Redmond | | 98052 | +1 425 555 01##
    WA | Seattle | | 98101 | +1 206 555 01##
    WA | Bellevue | | 98004 | +1 425 555 01##
    WA | Spokane | | 99201 | +1 509 555 01##
    OR | Portland | | 97204 | +1 503 555 01##
    CA | San Francisco | | 94105 | +1 415 555 01##
    CA | San Jose | | 95113 | +1 408 555 01##
    CA | Los Angeles | | 90017 | +1 213 555 01##
    CA | San Diego | | 92101 | +1 619 555 01##
    CO | Denver | | 80202 | +1 303 555 01##
    TX | Austin | | 78701 | +1 512 555 01##
    TX | Dallas | | 75201 | +1 214 555 01##
    TX | Houston | | 77002 | +1 713 555 01##
    IL | Chicago | | 60606 | +1 312 555 01##
    MN | Minneapolis | | 55402 | +1 612 555 01##
    MI | Detroit | | 48226 | +1 313 555 01##
    GA | Atlanta | | 30303 | +1 404 555 01##
    FL | Miami | | 33131 | +1 305 555 01##
    FL | Orlando | | 32801 | +1 407 555 01##
    NC | Charlotte | | 28202 | +1 704 555 01##
    NC | Raleigh | | 27601 | +1 919 555 01##
    MA | Boston | | 02110 | +1 617 555 01##
    NY | New York | | 10018 | +1 212 555 01##
    NY | Buffalo | | 14202 | +1 716 555 01##
    PA | Philadelphia | | 19103 | +1 215 555 01##
    PA | Pittsburgh | | 15222 | +1 412 555 01##
    TN | Nashville | | 37203 | +1 615 555 01##
    UT | Salt Lake City | | 84101 | +1 801 555 01##
    AZ | Phoenix | | 85004 | +1 602 555 01##
    OH | Columbus | | 43215 | +1 614 555 01##
    MO | Kansas City | | 64105 | +1 816 555 01##`),
  GB: places(`
    | London | | EC1Y 8SY | +44 20 7946 0###
    | London | | E14 5AB | +44 20 7946 0###
    | London | | WC2H 9JQ | +44 20 7946 0###
    | London | | SE1 2QH | +44 20 7946 0###
    | Manchester | | M1 2WD | +44 161 496 0###
    | Manchester | | M2 5BQ | +44 161 496 0###
    | Birmingham | | B2 5DB | +44 121 496 0###
    | Leeds | | LS1 2TW | +44 113 496 0###
    | Bristol | | BS1 6QF | +44 117 496 0###
    | Edinburgh | | EH2 2BY | +44 131 496 0###
    | Glasgow | | G2 5NW | +44 141 496 0###
    | Cardiff | | CF10 3AT | +44 29 2018 0###
    | Liverpool | | L3 1HU | +44 151 496 0###
    | Newcastle upon Tyne | | NE1 3DY | +44 191 498 0###
    | Sheffield | | S1 2GU | +44 114 496 0###
    | Reading | | RG1 3EU | +44 118 496 0###
    | Leicester | | LE1 6TH | +44 116 496 0###
    | Belfast | | BT1 5GS | +44 28 9018 0###`),
  DE: places(`
    | Berlin | | 10117 | +49 30 23125###
    | Berlin | | 10969 | +49 30 23125###
    | Hamburg | | 20095 | +49 40 66969###
    | Hamburg | | 20457 | +49 40 66969###
    | München | | 80331 | +49 89 99998###
    | München | | 80538 | +49 89 99998###
    | Köln | | 50667 | +49 221 4710###
    | Frankfurt am Main | | 60311 | +49 69 90009###
    | Stuttgart | | 70173 | +49 711 6######
    | Düsseldorf | | 40213 | +49 211 8######
    | Leipzig | | 04109 | +49 341 9######
    | Dresden | | 01067 | +49 351 4######
    | Nürnberg | | 90402 | +49 911 3######
    | Hannover | | 30159 | +49 511 3######
    | Bremen | | 28195 | +49 421 3######
    | Bonn | | 53111 | +49 228 7######
    | Dortmund | | 44135 | +49 231 5######
    | Freiburg im Breisgau | | 79098 | +49 761 3######`),
  FR: places(`
    | Paris | | 75002 | +33 1 99 00 ## ##
    | Paris | | 75008 | +33 1 99 00 ## ##
    | Paris | | 75011 | +33 1 99 00 ## ##
    | Lyon | | 69002 | +33 4 65 71 ## ##
    | Lyon | | 69003 | +33 4 65 71 ## ##
    | Marseille | | 13002 | +33 4 65 71 ## ##
    | Toulouse | | 31000 | +33 5 36 49 ## ##
    | Nice | | 06000 | +33 4 65 71 ## ##
    | Nantes | | 44000 | +33 2 61 91 ## ##
    | Bordeaux | | 33000 | +33 5 36 49 ## ##
    | Lille | | 59800 | +33 3 53 01 ## ##
    | Strasbourg | | 67000 | +33 3 53 01 ## ##
    | Montpellier | | 34000 | +33 4 65 71 ## ##
    | Rennes | | 35000 | +33 2 61 91 ## ##
    | Grenoble | | 38000 | +33 4 65 71 ## ##
    | Dijon | | 21000 | +33 3 53 01 ## ##`),
  JP: places(`
    13 | | | 100-0005 | +81 3 3####### | 千代田区丸の内
    13 | | | 101-0021 | +81 3 3####### | 千代田区外神田
    13 | | | 104-0061 | +81 3 3####### | 中央区銀座
    13 | | | 105-0011 | +81 3 3####### | 港区芝公園
    13 | | | 141-0032 | +81 3 3####### | 品川区大崎
    13 | | | 150-0002 | +81 3 3####### | 渋谷区渋谷
    13 | | | 160-0022 | +81 3 3####### | 新宿区新宿
    27 | | | 530-0001 | +81 6 6####### | 大阪市北区梅田
    27 | | | 541-0053 | +81 6 6####### | 大阪市中央区本町
    27 | | | 542-0081 | +81 6 6####### | 大阪市中央区南船場
    14 | | | 220-0012 | +81 45 6###### | 横浜市西区みなとみらい
    14 | | | 231-0005 | +81 45 6###### | 横浜市中区本町
    23 | | | 460-0008 | +81 52 2###### | 名古屋市中区栄
    23 | | | 450-0002 | +81 52 5###### | 名古屋市中村区名駅
    40 | | | 812-0011 | +81 92 4###### | 福岡市博多区博多駅前
    40 | | | 810-0001 | +81 92 7###### | 福岡市中央区天神
    01 | | | 060-0001 | +81 11 2###### | 札幌市中央区北一条西
    04 | | | 980-0021 | +81 22 2###### | 仙台市青葉区中央
    34 | | | 730-0011 | +81 82 2###### | 広島市中区基町
    28 | | | 650-0021 | +81 78 3###### | 神戸市中央区三宮町
    11 | | | 330-0854 | +81 48 6###### | さいたま市大宮区桜木町
    17 | | | 920-0853 | +81 76 2###### | 金沢市本町`),
  MX: places(`
    CMX | Ciudad de México | Juárez | 06600 | +52 55 5#######
    CMX | Ciudad de México | Roma Norte | 06700 | +52 55 5#######
    CMX | Ciudad de México | Del Valle Centro | 03100 | +52 55 5#######
    CMX | Ciudad de México | Polanco V Sección | 11560 | +52 55 5#######
    NLE | Monterrey | Centro | 64000 | +52 81 8#######
    JAL | Guadalajara | Centro | 44100 | +52 33 3#######
    JAL | Guadalajara | Ladrón de Guevara | 44600 | +52 33 3#######
    PUE | Puebla | Centro | 72000 | +52 222 2######
    QUE | Querétaro | Centro | 76000 | +52 442 2######
    YUC | Mérida | Centro | 97000 | +52 999 9######
    BCN | Tijuana | Zona Centro | 22000 | +52 664 6######
    GUA | León | Centro | 37000 | +52 477 7######
    ROO | Cancún | Centro | 77500 | +52 998 8######
    AGU | Aguascalientes | Zona Centro | 20000 | +52 449 9######`),
  BR: places(`
    SP | São Paulo | Bela Vista | 01310-100 | +55 11 3####### | | Avenida Paulista, {n}0
    SP | São Paulo | Itaim Bibi | 04538-133 | +55 11 3####### | | Avenida Brigadeiro Faria Lima, 3{d}00
    SP | São Paulo | Centro | 01010-000 | +55 11 3####### | | Rua São Bento, {n}
    SP | Santos | Centro | 11010-150 | +55 13 3####### | | Rua XV de Novembro, {n}
    RJ | Rio de Janeiro | Centro | 20040-002 | +55 21 2####### | | Avenida Rio Branco, {n}
    RJ | Rio de Janeiro | Botafogo | 22250-040 | +55 21 2####### | | Praia de Botafogo, {n}
    MG | Belo Horizonte | Centro | 30130-000 | +55 31 3####### | | Avenida Afonso Pena, {n}0
    PR | Curitiba | Centro | 80020-310 | +55 41 3####### | | Rua XV de Novembro, {n}
    RS | Porto Alegre | Moinhos de Vento | 90570-020 | +55 51 3####### | | Rua Padre Chagas, {n}
    BA | Salvador | Centro | 40020-000 | +55 71 3####### | | Praça da Sé, {n}
    PE | Recife | Boa Viagem | 51020-000 | +55 81 3####### | | Avenida Conselheiro Aguiar, {n}0
    CE | Fortaleza | Aldeota | 60150-160 | +55 85 3####### | | Avenida Santos Dumont, {n}0
    SC | Florianópolis | Centro | 88010-001 | +55 48 3####### | | Rua Felipe Schmidt, {n}`),
  IT: places(`
    MI | Milano | | 20121 | +39 02 6#######
    MI | Milano | | 20124 | +39 02 6#######
    RM | Roma | | 00184 | +39 06 4#######
    TO | Torino | | 10121 | +39 011 5######
    BO | Bologna | | 40121 | +39 051 5######
    FI | Firenze | | 50122 | +39 055 2######
    NA | Napoli | | 80133 | +39 081 5######
    GE | Genova | | 16121 | +39 010 5######
    VR | Verona | | 37121 | +39 045 8######
    BA | Bari | | 70121 | +39 080 5######
    PA | Palermo | | 90133 | +39 091 6######`),
  CA: places(`
    ON | Toronto | | M5H 2N2 | +1 416 555 01##
    ON | Toronto | | M5V 3A8 | +1 416 555 01##
    ON | Ottawa | | K1P 5M7 | +1 613 555 01##
    BC | Vancouver | | V6B 1A1 | +1 604 555 01##
    AB | Calgary | | T2P 1J9 | +1 403 555 01##
    AB | Edmonton | | T5J 0N3 | +1 780 555 01##
    MB | Winnipeg | | R3C 0V8 | +1 204 555 01##
    NS | Halifax | | B3J 3K5 | +1 902 555 01##
    QC | Montréal | | H3B 1A7 | +1 514 555 01## | | {n} rue Sherbrooke Ouest; {m} rue Saint-Denis; {m} boulevard René-Lévesque Ouest
    QC | Québec | | G1R 4P5 | +1 418 555 01## | | {n} rue Saint-Jean; {n} rue Saint-Louis; {m} Grande Allée Est`),
  AU: places(`
    NSW | Sydney | | 2000 | +61 2 5550 ####
    NSW | Parramatta | | 2150 | +61 2 7010 ####
    VIC | Melbourne | | 3000 | +61 3 5550 ####
    VIC | Geelong | | 3220 | +61 3 7010 ####
    QLD | Brisbane City | | 4000 | +61 7 5550 ####
    WA | Perth | | 6000 | +61 8 5550 ####
    SA | Adelaide | | 5000 | +61 8 7010 ####
    TAS | Hobart | | 7000 | +61 3 7010 ####
    ACT | Canberra | | 2601 | +61 2 5550 ####`),
  IN: places(`
    MH | Mumbai | | 400001 | +91 22 6#######
    MH | Mumbai | | 400051 | +91 22 6#######
    MH | Pune | | 411001 | +91 20 2#######
    KA | Bengaluru | | 560001 | +91 80 4#######
    DL | New Delhi | | 110001 | +91 11 4#######
    TN | Chennai | | 600002 | +91 44 4#######
    TG | Hyderabad | | 500034 | +91 40 4#######
    GJ | Ahmedabad | | 380009 | +91 79 2#######
    WB | Kolkata | | 700016 | +91 33 4#######
    UP | Noida | | 201301 | +91 120 4######
    HR | Gurugram | | 122002 | +91 124 4######
    KL | Kochi | | 682011 | +91 484 2######`),
  KR: places(`
    11 | 강남구 | | 06236 | +82 2 5###### | | 테헤란로 {n}; 강남대로 {n}; 역삼로 {n}
    11 | 중구 | | 04524 | +82 2 7###### | | 세종대로 {n}; 을지로 {n}; 남대문로 {n}
    11 | 종로구 | | 03154 | +82 2 7###### | | 종로 {n}; 율곡로 {n}; 새문안로 {n}
    11 | 영등포구 | | 07326 | +82 2 7###### | | 여의대로 {n}; 국제금융로 {n}; 의사당대로 {n}
    26 | 해운대구 | | 48058 | +82 51 7###### | | 센텀중앙로 {n}; 해운대로 {n}; 수영강변대로 {n}
    26 | 부산진구 | | 47246 | +82 51 8###### | | 중앙대로 {n}; 가야대로 {n}; 서면로 {n}
    41 | 성남시 | 분당구 | 13494 | +82 31 7###### | | 판교로 {n}; 대왕판교로 {n}; 판교역로 {n}
    41 | 수원시 | 영통구 | 16677 | +82 31 2###### | | 광교로 {n}; 삼성로 {n}; 영통로 {n}
    28 | 연수구 | | 21984 | +82 32 8###### | | 송도과학로 {n}; 컨벤시아대로 {n}; 센트럴로 {n}
    30 | 유성구 | | 34126 | +82 42 6###### | | 대학로 {n}; 엑스포로 {n}; 테크노로 {n}`),
  NL: places(`
    | Amsterdam | | 1012 JS | +31 20 6######
    | Amsterdam | | 1017 CT | +31 20 6######
    | Rotterdam | | 3011 AD | +31 10 4######
    | Utrecht | | 3511 CE | +31 30 2######
    | Den Haag | | 2511 CV | +31 70 3######
    | Eindhoven | | 5611 AZ | +31 40 2######
    | Groningen | | 9711 LM | +31 50 3######`),
  PT: places(`
    | Lisboa | | 1250-096 | +351 21 3######
    | Lisboa | | 1200-109 | +351 21 3######
    | Porto | | 4050-122 | +351 22 2######
    | Braga | | 4710-229 | +351 253 2#####
    | Coimbra | | 3000-150 | +351 239 8#####
    | Aveiro | | 3810-156 | +351 234 4#####
    | Faro | | 8000-078 | +351 289 8#####`),
  SG: places(`
    | | | 018989 | +65 63###### | | {n} Marina Boulevard
    | | | 048619 | +65 63###### | | {n} Raffles Place
    | | | 068808 | +65 62###### | | {n} Shenton Way
    | | | 238859 | +65 67###### | | {n} Orchard Road
    | | | 179094 | +65 63###### | | {n} North Bridge Road
    | | | 609934 | +65 65###### | | {n} International Business Park`),
}

/** {n} is a house number, {m} one of a long American road, {f} a floor, {d} a digit. */
const streetsByCountry: Readonly<Record<string, readonly string[]>> = {
  CN: list(
    '人民路{n}号; 中山路{n}号; 建设路{n}号; 解放路{n}号; 和平路{n}号; 新华路{n}号; 科技路{n}号; 文化路{n}号; 长江路{n}号; 黄河路{n}号; 友谊路{n}号; 胜利路{n}号; 学院路{n}号; 创业路{n}号; 东风路{n}号; 朝阳街{n}号; 迎宾大道{n}号; 滨江大道{n}号; 工业园一路{n}号; 软件园二路{n}号',
  ),
  ES: list(
    'Calle Mayor, {n}; Calle Real, {n}; Calle de la Constitución, {n}; Avenida de la Libertad, {n}; Paseo de la Estación, {n}; Plaza de España, {n}; Calle del Carmen, {n}; Calle de San Juan, {n}; Avenida de Europa, {n}; Calle Nueva, {n}; Ronda del Norte, {n}; Calle de los Olmos, {n}; Calle de la Rosa, {n}; Travesía del Molino, {n}; Calle Cervantes, {n}; Plaza del Mercado, {n}',
  ),
  US: list(
    '{m} Main Street; {m} Maple Avenue; {m} Oak Street; {m} Cedar Lane; {m} Washington Boulevard; {m} Lincoln Avenue; {m} Park Avenue; {m} Lakeview Drive; {m} 2nd Avenue; {m} 5th Street; {m} Jefferson Street; {m} Market Street; {m} Broadway; {m} Hillcrest Road; {m} Commerce Way; {m} Industrial Parkway',
  ),
  GB: list(
    '{n} High Street; {n} Station Road; {n} Church Lane; {n} Victoria Street; {n} King Street; {n} Queen Street; {n} Mill Lane; {n} Bridge Street; {n} Market Place; {n} Park Row; {n} George Street; {n} Castle Street; {n} Albert Road; {n} Wharf Road',
  ),
  DE: list(
    'Hauptstraße {n}; Bahnhofstraße {n}; Lindenstraße {n}; Schillerstraße {n}; Goethestraße {n}; Gartenstraße {n}; Marktplatz {n}; Bergstraße {n}; Mühlenweg {n}; Kirchgasse {n}; Am Hafen {n}; Industriestraße {n}; Ringstraße {n}; Rosenweg {n}',
  ),
  FR: list(
    '{n} rue de la République; {n} rue Victor Hugo; {n} avenue de la Gare; {n} boulevard Voltaire; {n} rue du Moulin; {n} place du Marché; {n} rue des Lilas; {n} rue Pasteur; {n} quai de la Fontaine; {n} rue du Commerce; {n} allée des Tilleuls; {n} rue Jean Jaurès',
  ),
  JP: list('{d}-{f}-{f}; {d}-{f}; {d}-{f}-{d}'),
  MX: list(
    'Av. Hidalgo {n}; Calle Morelos {n}; Av. Juárez {n}; Calle 5 de Mayo {n}; Av. Independencia {n}; Calle Allende {n}; Av. Reforma {n}; Calle Zaragoza {n}; Calle Guerrero {n}; Av. Revolución {n}; Calle Nogal {n}; Calle Matamoros {n}',
  ),
  IT: list(
    'Via Roma, {n}; Via Garibaldi, {n}; Corso Italia, {n}; Via Mazzini, {n}; Via Dante, {n}; Piazza del Popolo, {n}; Via Verdi, {n}; Viale Europa, {n}; Via dei Mille, {n}; Via Cavour, {n}',
  ),
  CA: list(
    '{m} King Street West; {m} Queen Street; {m} Main Street; {m} Granville Street; {m} 4th Avenue; {m} Elgin Street; {m} Portage Avenue; {m} Jasper Avenue; {m} Barrington Street; {m} Dundas Street',
  ),
  AU: list(
    '{n} George Street; {n} Collins Street; {n} Queen Street; {n} Elizabeth Street; {n} King William Road; {n} Murray Street; {n} Macquarie Street; {n} Church Street',
  ),
  IN: list(
    '{n}, M.G. Road; {n}, Station Road; {n}, Nehru Road; {n}, Gandhi Nagar; {n}, Park Street; {n}, Industrial Area; {n}, Link Road; {n}, Residency Road; {n}, Lake View Road',
  ),
  NL: list(
    'Keizersgracht {n}; Herengracht {n}; Stationsplein {n}; Kerkstraat {n}; Dorpsstraat {n}; Oude Haven {n}; Marktstraat {n}; Nieuwe Gracht {n}; Molenweg {n}; Lindelaan {n}',
  ),
  PT: list(
    'Avenida da Liberdade, {n}; Rua Augusta, {n}; Rua do Comércio, {n}; Avenida da República, {n}; Rua das Flores, {n}; Largo da Estação, {n}; Rua de Santa Catarina, {n}',
  ),
}

const secondLines: Readonly<Record<string, readonly string[]>> = {
  CN: list('科创大厦{f}层; A座{f}0{d}室; 国际商务中心{f}层{f}0{d}室; 创新园{d}号楼; B座{f}1{d}室'),
  ES: list('{f}.º A; {f}.º B; Planta {f}; Local {d}; Edificio Norte; Nave {f}'),
  US: list('Suite {f}00; Suite {f}10; Floor {f}; Building {d}; Unit {f}'),
  GB: list('Floor {d}; Unit {f}; Suite {f}; Mill House; The Old Brewery'),
  DE: list('{d}. OG; Gebäude {d}; Hinterhaus; Aufgang B'),
  FR: list('Bâtiment B; Étage {d}; Escalier {d}; Zone artisanale'),
  JP: list('さくらビル{d}階; 第二ビル{f}階; 中央ビル{f}0{d}号室; みどりビル{d}F'),
  MX: list('Piso {f}; Local {d}; Int. {f}; Edificio B'),
  BR: list('Sala {f}0{d}; Conjunto {f}; Loja {d}; Bloco B; {f}º andar'),
  IT: list('Scala B; Piano {d}; Interno {f}'),
  CA: list('Suite {f}00; Floor {f}; Unit {f}'),
  AU: list('Level {f}; Suite {f}; Unit {d}'),
  IN: list('Floor {f}; Block B; Office No. {f}0{d}; Tower A'),
  KR: list('{f}층; {f}0{d}호; 별관 {d}층'),
  NL: list('Unit {f}; {d}e verdieping'),
  PT: list('{f}.º Dto; {f}.º Esq; Loja {d}'),
  SG: list('#0{d}-{f}; #1{d}-0{d}; #2{d}-1{d}'),
}

export interface Address {
  address_line_1: string
  address_line_2: string
  district: string
  city: string
  state: string
  postal_code: string
}

export function addressAt(random: Random, country: string, place: Place): Address {
  const street = random.pick(place.streets.length > 0 ? place.streets : streetsByCountry[country]!)
  return {
    address_line_1: place.area + numbered(random, street),
    address_line_2: random.chance(0.22) ? secondLine(random, country) : '',
    district: place.district,
    city: place.city,
    state: place.state,
    postal_code: place.postal_code,
  }
}

export function secondLine(random: Random, country: string): string {
  return numbered(random, random.pick(secondLines[country]!))
}

function numbered(random: Random, pattern: string): string {
  let text = ''
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== '{') {
      text += pattern[i]
      continue
    }
    const kind = pattern[i + 1]
    text +=
      kind === 'n'
        ? random.between(1, 199)
        : kind === 'm'
          ? random.between(100, 9899)
          : kind === 'f'
            ? random.between(2, 18)
            : random.between(1, 5)
    i += 2
  }
  return text
}

export function phoneAt(random: Random, place: Place): string {
  const made = place.phone.indexOf('#')
  return place.phone.slice(0, made) + random.digits(place.phone.length - made)
}
