import type { Address } from '#src/reference/addresses.ts'

/*
 * Real addresses, phone numbers and registration numbers of the 40 largest economies, and wrong ones like them.
 *
 * Which economies: the 40 with the largest nominal gross domestic product in 2025 by the IMF's World Economic Outlook of
 * October 2025, in about its order; and Iran, which was among them in editions before.
 * Addresses and telephone numbers: of public institutions, as their own sites publish them for letters and calls; the
 * comment of each country names the sites. Street, town and order are the country's own, and so is the script.
 * Postal codes and provinces: the patterns of the Universal Postal Union's addressing sheets. Lengths of phone numbers:
 * the national numbering plans that the ITU keeps (E.164) and libphonenumber describes.
 */

/** Street, town, state as the portal keeps it, postal code and district. */
type WrittenAddress = [street: string, city: string, state: string, postalCode: string, district?: string]

type Economy = {
  country: string
  addresses: WrittenAddress[]
  /** as written in the country, and as E.164 */
  phones: Record<string, string>
  /** one digit too few or too many, and those of other countries */
  wrongPostalCodes: string[]
  /** where the country has a list: one that is in another country */
  wrongState?: string
  /** where it is known which codes a state has: one of another state than that of the first address */
  elsewhere?: string
  /** where lengths vary, so that one digit less may be right: numbers that no subscriber can have */
  shortPhones?: string[]
}

export const economies: Economy[] = [
  {
    country: 'US', // loc.gov, nypl.org, frbsf.org
    addresses: [
      ['101 Independence Ave SE', 'Washington', 'DC', '20540'],
      ['476 Fifth Avenue', 'New York', 'NY', '10018-2788'],
      ['101 Market Street', 'San Francisco', 'CA', '94105'],
    ],
    phones: {
      '(202) 707-5000': '+12027075000',
      '(917) 275-6975': '+19172756975',
      '415-974-2000': '+14159742000',
    },
    wrongPostalCodes: ['2054', '10018-278', 'K1A 0A9'],
    wrongState: 'Ontario',
    elsewhere: '94105',
  },
  {
    country: 'CN', // nlc.cn, library.sh.cn, sysu.edu.cn
    addresses: [
      ['中关村南大街33号', '北京市', '11', '100081', '海淀区'],
      ['淮海中路1555号', '上海市', '31', '200031', '徐汇区'],
      ['新港西路135号', '广州市', '44', '510275', '海珠区'],
    ],
    phones: {
      '010-88545426': '+861088545426',
      '(021) 6445 5555': '+862164455555',
      '020-84112828': '+862084112828',
    },
    wrongPostalCodes: ['10008', '1000811', '100-8924'],
    wrongState: '東京都',
  },
  {
    country: 'DE', // dnb.de, bsb-muenchen.de
    addresses: [
      ['Adickesallee 1', 'Frankfurt am Main', '', '60322'],
      ['Deutscher Platz 1', 'Leipzig', '', '04103'],
      ['Ludwigstraße 16', 'München', '', '80539'],
    ],
    phones: {
      '069 1525-0': '+496915250',
      '(0341) 2271-0': '+4934122710',
      '089/28638-0': '+4989286380',
    },
    wrongPostalCodes: ['6032', '603222', 'SW1A 0AA'],
    // Lines and switchboards have numbers of any length; none has as few digits as these.
    shortPhones: ['069 15', '(0341) 2', '089/28'],
  },
  {
    country: 'JP', // ndl.go.jp, boj.or.jp, kyoto-u.ac.jp
    addresses: [
      ['永田町1-10-1', '千代田区', '13', '100-8924'],
      ['日本橋本石町2-1-1', '中央区', '13', '103-8660'],
      ['吉田本町', '京都市左京区', '26', '606-8501'],
    ],
    phones: {
      '03-3581-2331': '+81335812331',
      '03（3279）1111': '+81332791111',
      '075-753-7531': '+81757537531',
    },
    wrongPostalCodes: ['100-892', '100-89244', '100081'],
    wrongState: '广东省',
    elsewhere: '606-8501',
  },
  {
    country: 'IN', // rbi.org.in, nationallibrary.gov.in, iisc.ac.in
    addresses: [
      ['Shahid Bhagat Singh Marg, Fort', 'Mumbai', 'MH', '400001'],
      ['Belvedere, Alipore', 'Kolkata', 'WB', '700027'],
      ['CV Raman Road', 'Bengaluru', 'KA', '560012'],
    ],
    phones: {
      '022 2266 0500': '+912222660500',
      '(033) 2479-1381': '+913324791381',
      '080-2293 2004': '+918022932004',
    },
    wrongPostalCodes: ['40000', '4000011', '44000'],
    wrongState: 'Sindh',
    elsewhere: '700027',
  },
  {
    country: 'GB', // parliament.uk, bl.uk, nls.uk
    addresses: [
      ['House of Commons', 'London', '', 'SW1A 0AA'],
      ['96 Euston Road', 'London', '', 'NW1 2DB'],
      ['George IV Bridge', 'Edinburgh', '', 'EH1 1EW'],
    ],
    phones: {
      '020 7219 3000': '+442072193000',
      '(01937) 546060': '+441937546060',
      '0131 623 3700': '+441316233700',
    },
    wrongPostalCodes: ['SW1A 0A', 'D02 P638', '75007'],
  },
  {
    country: 'FR', // assemblee-nationale.fr, bnf.fr, bm-lyon.fr
    addresses: [
      ["126 rue de l'Université", 'Paris', '', '75007'],
      ['Quai François-Mauriac', 'Paris Cedex 13', '', '75706'],
      ['30 boulevard Vivier-Merle', 'Lyon', '', '69003'],
    ],
    phones: {
      '01 40 63 60 00': '+33140636000',
      '01.53.79.59.59': '+33153795959',
      '04 78 62 18 00': '+33478621800',
    },
    wrongPostalCodes: ['7500', '750077', '1000 AB'],
  },
  {
    country: 'IT', // camera.it, bncf.firenze.sbn.it, polimi.it
    addresses: [
      ['Piazza di Monte Citorio, 1', 'Roma', 'RM', '00186'],
      ['Piazza dei Cavalleggeri, 1', 'Firenze', 'FI', '50122'],
      ['Piazza Leonardo da Vinci, 32', 'Milano', 'MI', '20133'],
    ],
    phones: { '06 67601': '+390667601', '055 249191': '+39055249191', '02 2399.1': '+390223991' },
    wrongPostalCodes: ['0018', '001866', '1205 AB'],
    wrongState: 'Ticino',
    elsewhere: '20133',
    // Switchboards have short numbers; six digits with the area code is the least.
    shortPhones: ['06 676', '055 24', '02 239'],
  },
  {
    country: 'RU', // rsl.ru, hermitagemuseum.org, kpfu.ru
    addresses: [
      ['ул. Воздвиженка, д. 3/5', 'Москва', 'MOW', '119019'],
      ['Дворцовая наб., д. 34', 'Санкт-Петербург', 'SPE', '190000'],
      ['ул. Кремлёвская, д. 18', 'Казань', 'TA', '420008'],
    ],
    phones: {
      '8 (499) 557-04-70': '+74995570470',
      '(812) 710-90-79': '+78127109079',
      '8 (843) 233-71-09': '+78432337109',
    },
    wrongPostalCodes: ['11901', '1190199', '00-902'],
    wrongState: 'Минская область',
    elsewhere: '420008',
  },
  {
    country: 'CA', // parl.ca, banq.qc.ca, vpl.ca
    addresses: [
      ['Wellington Street', 'Ottawa', 'ON', 'K1A 0A9'],
      ['475, boulevard De Maisonneuve Est', 'Montréal', 'QC', 'H2L 5C4'],
      ['350 West Georgia Street', 'Vancouver', 'BC', 'V6B 6B1'],
    ],
    phones: {
      '613-992-4793': '+16139924793',
      '514 873-1100': '+15148731100',
      '(604) 331-3603': '+16043313603',
    },
    wrongPostalCodes: ['K1A 0A', '10018', 'EH1 1EW'],
    wrongState: 'Ohio',
    elsewhere: 'V6B 6B1',
  },
  {
    country: 'BR', // bcb.gov.br, masp.org.br, museudoamanha.org.br
    addresses: [
      ['SBS Quadra 3, Bloco B, Edifício-Sede', 'Brasília', 'DF', '70074-900', 'Asa Sul'],
      ['Avenida Paulista, 1578', 'São Paulo', 'SP', '01310-200', 'Bela Vista'],
      ['Praça Mauá, 1', 'Rio de Janeiro', 'RJ', '20081-240', 'Centro'],
    ],
    phones: {
      '(61) 3414-1414': '+556134141414',
      '(11) 3149-5959': '+551131495959',
      '(21) 2153-1400': '+552121531400',
    },
    wrongPostalCodes: ['70074-90', '70074', 'C1425EID'],
    wrongState: 'Misiones',
    elsewhere: '01310-200',
  },
  {
    country: 'ES', // bne.es, bnc.cat, guggenheim-bilbao.eus
    addresses: [
      ['Paseo de Recoletos, 20-22', 'Madrid', 'M', '28071'],
      ["Carrer de l'Hospital, 56", 'Barcelona', 'B', '08001'],
      ['Avenida Abandoibarra, 2', 'Bilbao', 'BI', '48009'],
    ],
    phones: {
      '91 580 78 00': '+34915807800',
      '93 270 23 00': '+34932702300',
      '944 35 90 80': '+34944359080',
    },
    wrongPostalCodes: ['2807', '280711', '1250-096'],
    wrongState: 'Lisboa',
    elsewhere: '08001',
  },
  {
    country: 'MX', // banxico.org.mx, tec.mx, udg.mx
    addresses: [
      ['Av. 5 de Mayo 2', 'Ciudad de México', 'CMX', '06000', 'Centro'],
      ['Av. Eugenio Garza Sada 2501 Sur', 'Monterrey', 'NLE', '64849', 'Tecnológico'],
      ['Av. Juárez 976', 'Guadalajara', 'JAL', '44100', 'Centro'],
    ],
    phones: {
      '55 5237 2000': '+525552372000',
      '(81) 8358-2000': '+528183582000',
      '33 3134 2222': '+523331342222',
    },
    wrongPostalCodes: ['0600', '060000', '78701-2483'],
    wrongState: 'Texas',
    elsewhere: '64849',
  },
  {
    country: 'AU', // aph.gov.au, rba.gov.au, slv.vic.gov.au
    addresses: [
      ['Parliament House', 'Canberra', 'ACT', '2600'],
      ['65 Martin Place', 'Sydney', 'NSW', '2000'],
      ['328 Swanston Street', 'Melbourne', 'VIC', '3000'],
    ],
    phones: {
      '(02) 6277 7111': '+61262777111',
      '02 9551 8111': '+61295518111',
      '(03) 8664 7000': '+61386647000',
    },
    wrongPostalCodes: ['260', '26000', 'SW1A 0AA'],
    wrongState: 'Auckland',
    elsewhere: '3000',
  },
  {
    country: 'KR', // nl.go.kr, bok.or.kr, kaist.ac.kr
    addresses: [
      ['반포대로 201', '서초구', '11', '06579'],
      ['남대문로 39', '중구', '11', '04531'],
      ['대학로 291', '유성구', '30', '34141'],
    ],
    phones: { '02-590-0500': '+8225900500', '02-759-4114': '+8227594114', '042-350-2114': '+82423502114' },
    // Six digits: those of before August 2015.
    wrongPostalCodes: ['0657', '137-702', '606-8501'],
    wrongState: '長野県',
    elsewhere: '34141',
  },
  {
    country: 'TR', // tcmb.gov.tr, bogazici.edu.tr, ege.edu.tr
    addresses: [
      ['Hacı Bayram Mah. İstiklal Cad. No: 10', 'Altındağ', '06', '06050'],
      ['Boğaziçi Üniversitesi, Güney Kampüs, Bebek', 'Beşiktaş', '34', '34342'],
      ['Erzene Mah. Gençlik Cad. No: 12', 'Bornova', '35', '35040'],
    ],
    phones: {
      '(0312) 507 50 00': '+903125075000',
      '0212 359 54 00': '+902123595400',
      '(232) 311 10 10': '+902323111010',
    },
    wrongPostalCodes: ['0605', '060500', '1000 AB'],
    wrongState: 'Sofya',
    elsewhere: '34342',
  },
  {
    country: 'ID', // itb.ac.id, ugm.ac.id, ui.ac.id
    addresses: [
      ['Jl. Ganesha No. 10', 'Bandung', 'JB', '40132'],
      ['Bulaksumur', 'Sleman', 'YO', '55281'],
      ['Kampus UI', 'Depok', 'JB', '16424'],
    ],
    phones: {
      '(022) 2500935': '+62222500935',
      '(0274) 588688': '+62274588688',
      '(021) 7867222': '+62217867222',
    },
    wrongPostalCodes: ['4013', '401322', '178880'],
    wrongState: 'Sabah',
    // Local numbers have five to eight digits.
    shortPhones: ['(022) 2500', '(0274) 588', '(021) 786'],
  },
  {
    country: 'NL', // kb.nl, rijksmuseum.nl, eur.nl
    addresses: [
      ['Prins Willem-Alexanderhof 5', 'Den Haag', '', '2595 BE'],
      ['Museumstraat 1', 'Amsterdam', '', '1071 XX'],
      ['Burgemeester Oudlaan 50', 'Rotterdam', '', '3062 PA'],
    ],
    phones: {
      '070 314 09 11': '+31703140911',
      '020-6747000': '+31206747000',
      '010 - 408 11 11': '+31104081111',
    },
    wrongPostalCodes: ['2595 B', '2595', 'EH1 1EW'],
  },
  {
    country: 'SA', // sama.gov.sa, ksu.edu.sa, kfupm.edu.sa
    addresses: [
      ['شارع الملك سعود بن عبدالعزيز، ص.ب. 2992', 'الرياض', '', '11169'],
      ['ص.ب. 2454', 'الرياض', '', '11451'],
      ['جامعة الملك فهد للبترول والمعادن', 'الظهران', '', '31261'],
    ],
    phones: {
      '011 463 3000': '+966114633000',
      '٠١١ ٤٦٧ ٠٠٠٠': '+966114670000',
      '013 860 0000': '+966138600000',
    },
    wrongPostalCodes: ['1116', '111699', 'SW1A 0AA'],
  },
  {
    country: 'PL', // sejm.gov.pl, bn.org.pl, mnk.pl
    addresses: [
      ['ul. Wiejska 4/6/8', 'Warszawa', '', '00-902'],
      ['al. Niepodległości 213', 'Warszawa', '', '02-086'],
      ['al. 3 Maja 1', 'Kraków', '', '30-062'],
    ],
    phones: {
      '22 694 25 00': '+48226942500',
      '(22) 608 29 99': '+48226082999',
      '12 43 35 500': '+48124335500',
    },
    wrongPostalCodes: ['00-90', '00-9022', '1010'],
  },
  {
    country: 'CH', // snb.ch, nb.admin.ch, bge-geneve.ch
    addresses: [
      ['Börsenstrasse 15', 'Zürich', '', '8001'],
      ['Hallwylstrasse 15', 'Bern', '', '3003'],
      ['Promenade des Bastions 8', 'Genève', '', '1205'],
    ],
    phones: {
      '058 631 00 00': '+41586310000',
      '058 462 89 35': '+41584628935',
      '022 418 28 00': '+41224182800',
    },
    wrongPostalCodes: ['800', '80011', '00186'],
  },
  {
    country: 'TW', // ncl.edu.tw, npm.gov.tw, ncku.edu.tw
    addresses: [
      ['中山南路20號', '中正區', 'TPE', '100201'],
      ['至善路二段221號', '士林區', 'TPE', '111'],
      ['大學路1號', '東區', 'TNN', '70101'],
    ],
    phones: {
      '(02)2361-9132': '+886223619132',
      '02-2881-2021': '+886228812021',
      '(06) 275-7575': '+88662757575',
    },
    // Three digits, which two or three more may follow.
    wrongPostalCodes: ['10', '1002', '1002011'],
    wrongState: '沖繩縣',
    elsewhere: '701',
  },
  {
    country: 'BE', // nbb.be, kbr.be, ugent.be
    addresses: [
      ['de Berlaimontlaan 14', 'Brussel', '', '1000'],
      ['Mont des Arts 28', 'Bruxelles', '', '1000'],
      ['Sint-Pietersnieuwstraat 33', 'Gent', '', '9000'],
    ],
    phones: { '02 221 21 11': '+3222212111', '02/519 53 11': '+3225195311', '09 331 01 01': '+3293310101' },
    wrongPostalCodes: ['100', '10000', '1012 JS'],
  },
  {
    country: 'IE', // centralbank.ie, nli.ie, universityofgalway.ie
    addresses: [
      ['New Wapping Street, North Wall Quay', 'Dublin 1', 'D', 'D01 F7X3'],
      ['7-8 Kildare Street', 'Dublin 2', 'D', 'D02 P638'],
      ['University Road', 'Galway', 'G', 'H91 TK33'],
    ],
    phones: { '(01) 224 6000': '+35312246000', '01 603 0200': '+35316030200', '091 524411': '+35391524411' },
    wrongPostalCodes: ['D01 F7X', 'D01', 'NW1 2DB'],
    wrongState: 'Co. Antrim',
  },
  {
    country: 'AR', // bcra.gob.ar, bn.gob.ar, museo.fcnym.unlp.edu.ar
    addresses: [
      ['Reconquista 266', 'Ciudad Autónoma de Buenos Aires', 'C', 'C1003ABF'],
      ['Agüero 2502', 'Ciudad Autónoma de Buenos Aires', 'C', 'C1425EID'],
      ['Paseo del Bosque s/n', 'La Plata', 'B', '1900'],
    ],
    phones: {
      '(011) 4348-3500': '+541143483500',
      '011 4808-6000': '+541148086000',
      '(0221) 425-7744': '+542214257744',
    },
    wrongPostalCodes: ['C1003AB', '190', '01310-200'],
    wrongState: 'Montevideo',
    elsewhere: 'S2000CGK',
  },
  {
    country: 'SE', // riksbank.se, kb.se, gu.se
    addresses: [
      ['Brunkebergstorg 11', 'Stockholm', '', '103 37'],
      ['Box 5039', 'Stockholm', '', '102 41'],
      ['Box 100', 'Göteborg', '', '405 30'],
    ],
    phones: {
      '08-787 00 00': '+4687870000',
      '010-709 30 00': '+46107093000',
      '031-786 00 00': '+46317860000',
    },
    wrongPostalCodes: ['103 3', '103 377', '0107'],
    // Subscriber numbers have five to eight digits.
    shortPhones: ['08-787 0', '010-709 30 0', '031-786 0'],
  },
  {
    country: 'IL', // boi.org.il, tau.ac.il, technion.ac.il
    addresses: [
      ['ת"ד 780', 'ירושלים', '', '9100701'],
      ['ת"ד 39040, רמת אביב', 'תל אביב', '', '6997801'],
      ['קריית הטכניון', 'חיפה', '', '3200003'],
    ],
    phones: {
      '02-655-2211': '+97226552211',
      '03-6408111': '+97236408111',
      '04-829-2111': '+97248292111',
    },
    wrongPostalCodes: ['910070', '91007011', '1010'],
  },
  {
    country: 'SG', // parliament.gov.sg, nlb.gov.sg, mas.gov.sg
    addresses: [
      ['1 Parliament Place', 'Singapore', '', '178880'],
      ['100 Victoria Street', 'Singapore', '', '188064'],
      ['10 Shenton Way, MAS Building', '', '', '079117'],
    ],
    phones: { '6332 6666': '+6563326666', '6332 3255': '+6563323255', '6225-5577': '+6562255577' },
    wrongPostalCodes: ['17888', '1788800', '50480'],
  },
  {
    country: 'AE', // nyuad.nyu.edu, dm.gov.ae, sharjah.ac.ae
    addresses: [
      ['ص.ب. 129188، جزيرة السعديات', 'أبوظبي', 'AZ', ''],
      ['ص.ب. 67', 'دبي', 'DU', ''],
      ['ص.ب. 27272، المدينة الجامعية', 'الشارقة', 'SH', ''],
    ],
    phones: { '02 628 4000': '+97126284000', '04 221 5555': '+97142215555', '(06) 558-5000': '+97165585000' },
    // There are none, and forms of other countries get zeros for one.
    wrongPostalCodes: ['00000', '11564'],
    wrongState: 'الدوحة',
  },
  {
    country: 'AT', // oenb.at, onb.ac.at, uibk.ac.at
    addresses: [
      ['Otto-Wagner-Platz 3', 'Wien', '', '1090'],
      ['Josefsplatz 1', 'Wien', '', '1015'],
      ['Innrain 52', 'Innsbruck', '', '6020'],
    ],
    phones: { '(01) 404 20-0': '+431404200', '01 534 10': '+43153410', '0512 507-0': '+435125070' },
    wrongPostalCodes: ['109', '10900', '80539 AB'],
    // As in Germany.
    shortPhones: ['(01) 40', '01 53', '0512 50'],
  },
  {
    country: 'TH', // bot.or.th, chula.ac.th, cmu.ac.th
    addresses: [
      ['273 ถนนสามเสน', 'เขตพระนคร', '10', '10200', 'แขวงวัดสามพระยา'],
      ['254 ถนนพญาไท', 'เขตปทุมวัน', '10', '10330', 'แขวงวังใหม่'],
      ['239 ถนนห้วยแก้ว', 'อำเภอเมืองเชียงใหม่', '50', '50200', 'ตำบลสุเทพ'],
    ],
    phones: {
      '0 2283 5353': '+6622835353',
      '0-2215-0871': '+6622150871',
      '053-941300': '+6653941300',
    },
    wrongPostalCodes: ['1020', '102000', '100000'],
    wrongState: 'เวียงจันทน์',
    elsewhere: '50200',
  },
  {
    country: 'NO', // norges-bank.no, nb.no, uib.no
    addresses: [
      ['Postboks 1179 Sentrum', 'Oslo', '', '0107'],
      ['Henrik Ibsens gate 110', 'Oslo', '', '0255'],
      ['Postboks 7800', 'Bergen', '', '5020'],
    ],
    phones: { '22 31 60 00': '+4722316000', '23 27 60 00': '+4723276000', '55 58 00 00': '+4755580000' },
    wrongPostalCodes: ['107', '01077', '103 37'],
  },
  {
    country: 'PH', // usc.edu.ph, bsp.gov.ph, up.edu.ph
    addresses: [
      ['P. del Rosario Street', 'Cebu City', 'CEB', '6000'],
      ['A. Mabini Street corner P. Ocampo Street', 'Manila', '00', '1004', 'Malate'],
      ['Diliman', 'Quezon City', '00', '1101'],
    ],
    phones: {
      '(032) 230-0100': '+63322300100',
      '(02) 8811-1277': '+63288111277',
      '(02) 8981-8500': '+63289818500',
    },
    wrongPostalCodes: ['600', '60000', '100201'],
    wrongState: 'Bali',
    elsewhere: '8000',
  },
  {
    country: 'VN', // nlv.gov.vn, vnuhcm.edu.vn, udn.vn
    addresses: [
      ['31 Tràng Thi, Hoàn Kiếm', 'Hà Nội', 'HN', '100000'],
      ['Khu phố 33, phường Linh Xuân', 'Thành phố Hồ Chí Minh', 'SG', '700000'],
      ['41 Lê Duẩn, Hải Châu', 'Đà Nẵng', 'DN', '550000'],
    ],
    phones: {
      '024 3825 5397': '+842438255397',
      '(028) 3724 2181': '+842837242181',
      '(0236) 3822 041': '+842363822041',
    },
    wrongPostalCodes: ['7000', '7000000', '999-0771'],
    wrongState: 'Quảng Đông',
  },
  {
    country: 'BD', // bb.org.bd, buet.ac.bd, du.ac.bd
    addresses: [
      ['মতিঝিল', 'ঢাকা', '', '1000'],
      ['পলাশী', 'ঢাকা', '', '1000'],
      ['নীলক্ষেত রোড', 'ঢাকা', '', '1000'],
    ],
    phones: {
      '02-55665001': '+880255665001',
      '০২-৫৫১৬৭১০০': '+880255167100',
      '02-9661900': '+88029661900',
    },
    wrongPostalCodes: ['100', '10000', '700027'],
  },
  {
    country: 'MY', // bnm.gov.my, pnm.gov.my, usm.my
    addresses: [
      ["Jalan Dato' Onn", 'Kuala Lumpur', '14', '50480'],
      ['232, Jalan Tun Razak', 'Kuala Lumpur', '14', '50572'],
      ['Universiti Sains Malaysia', 'Gelugor', '07', '11800'],
    ],
    phones: { '03-2698 8044': '+60326988044', '03-2687 1700': '+60326871700', '04-653 3888': '+6046533888' },
    wrongPostalCodes: ['5048', '504800', '178880'],
    wrongState: 'Riau',
    elsewhere: '11800',
  },
  {
    country: 'DK', // nationalbanken.dk, smk.dk, au.dk
    addresses: [
      ['Langelinie Allé 47', 'København Ø', '', '2100'],
      ['Sølvgade 48-50', 'København K', '', '1307'],
      ['Nordre Ringgade 1', 'Aarhus C', '', '8000'],
    ],
    phones: { '33 63 63 63': '+4533636363', '33 74 84 94': '+4533748494', '8715 0000': '+4587150000' },
    wrongPostalCodes: ['210', '21000', '114 55'],
  },
  {
    country: 'CO', // unal.edu.co, udea.edu.co, univalle.edu.co
    addresses: [
      ['Carrera 45 # 26-85', 'Bogotá', 'DC', '111321'],
      ['Calle 67 # 53-108', 'Medellín', 'ANT', '050010'],
      ['Calle 13 # 100-00', 'Cali', 'VAC', '760032'],
    ],
    phones: {
      '(601) 316 5000': '+576013165000',
      '(604) 219 8332': '+576042198332',
      '602 321 2100': '+576023212100',
    },
    wrongPostalCodes: ['11132', '1113211', 'C1425EID'],
    wrongState: 'Zulia',
  },
  {
    country: 'HK', // hkpl.gov.hk, hku.hk, hk.history.museum
    addresses: [
      ['高士威道66號', '銅鑼灣', 'Hong Kong Island', ''],
      ['薄扶林道', '薄扶林', 'Hong Kong Island', ''],
      ['漆咸道南100號', '尖沙咀', 'Kowloon', ''],
    ],
    phones: { '3150 1234': '+85231501234', '2859 2111': '+85228592111', '2724 9042': '+85227249042' },
    // There are none; this is what forms of the mainland get for one, and Shenzhen's.
    wrongPostalCodes: ['999077', '518000'],
    wrongState: '深圳市',
  },
  {
    country: 'ZA', // resbank.co.za, parliament.gov.za, wits.ac.za
    addresses: [
      ['370 Helen Joseph Street', 'Pretoria', '', '0002'],
      ['P O Box 15', 'Cape Town', '', '8000'],
      ['1 Jan Smuts Avenue', 'Johannesburg', '', '2000', 'Braamfontein'],
    ],
    phones: {
      '012 313 3911': '+27123133911',
      '(021) 403 2911': '+27214032911',
      '011 717 1000': '+27117171000',
    },
    wrongPostalCodes: ['002', '00022', 'SW1A 0AA'],
  },
  {
    country: 'IR', // sharif.ir, iust.ac.ir, um.ac.ir
    addresses: [
      ['خیابان آزادی', 'تهران', '23', '14588-89694'],
      ['نارمک، خیابان دانشگاه', 'تهران', '23', '16846-13114'],
      ['میدان آزادی، پردیس دانشگاه فردوسی مشهد', 'مشهد', '09', '91779-48974'],
    ],
    phones: {
      '021-66165000': '+982166165000',
      '021 7724 0540': '+982177240540',
      '051-38802000': '+985138802000',
    },
    wrongPostalCodes: ['14588-8969', '14588', '100201'],
    wrongState: 'استان هرات',
  },
]

/** An address of an economy as the portal keeps it. */
export function addressIn(
  country: string,
  [street, city, state, postalCode, district]: WrittenAddress,
): Address {
  return {
    country,
    address_line_1: street,
    address_line_2: '',
    district: district ?? '',
    city,
    state,
    postal_code: postalCode,
  }
}

/*
 * Registration numbers that companies and authorities publish in their imprints, on invoices or in the public register,
 * with whose they are. Where nobody's is published (a person's, a branch's), an example that is given for the kind, as
 * in the kept package stdnum.
 * Digits in brackets have no check digit over them: programme accounts, establishments and the like, and those of which
 * another digit makes a number of another kind.
 */
export const checkedNumbers: [country: string, number: string, whose: string][] = [
  ['AR', '30-50001091-2', 'Banco de la Nación Argentina'],
  ['AR', '30-99903208-3', 'Gobierno de la Ciudad de Buenos Aires'],
  ['AT', 'ATU14189108', 'OMV'],
  ['AT', 'ATU33864707', 'Red Bull'],
  ['AU', '33 051 775 556', 'Telstra: ABN'],
  ['AU', '051 775 556', 'Telstra: ACN'],
  ['AU', '49 004 028 077', 'BHP: ABN'],
  ['AU', '004 028 077', 'BHP: ACN'],
  ['BE', '0203.201.340', 'Nationale Bank van België'],
  ['BE', 'BE 0202.239.951', 'Proximus: VAT'],
  ['BR', '33.000.167/0001-01', 'Petrobras'],
  ['BR', '00.000.000/0001-91', 'Banco do Brasil'],
  ['BR', '12.ABC.345/01DE-35', 'example of the Receita Federal for numbers with letters'],
  ['BR', '111.444.777-35', 'example of a CPF, as textbooks have it'],
  ['CA', '119321495 RT(0001)', 'Canada Post'],
  ['CA', '119449775 RT(0001)', 'Hydro-Québec'],
  ['CH', 'CHE-105.909.036', 'Nestlé'],
  ['CH', 'CHE-114.583.749 MWST', 'Die Schweizerische Post: VAT'],
  ['CL', '97.004.000-5', 'Banco de Chile'],
  ['CL', '61.704.000-K', 'Codelco'],
  ['CN', '914403001922038216', '华为技术有限公司'],
  ['CN', '9144030071526726XG', '深圳市腾讯计算机系统有限公司'],
  ['CN', '12100000400000624D', '清华大学'],
  // A NIT that begins with another digit than 8 or 9 is a person's, and may be without check digit.
  ['CO', '(8)90.903.938-8', 'Bancolombia'],
  ['CO', '(8)60.005.216-7', 'Banco de la República'],
  ['CZ', '452 74 649', 'ČEZ'],
  ['CZ', '45317054', 'Komerční banka'],
  ['DE', 'DE 129 274 202', 'Siemens'],
  ['DE', 'DE149145247', 'BASF'],
  ['DE', 'DE129274202-(00001)', 'Siemens: Wirtschafts-IdNr.'],
  ['DK', '24256790', 'Novo Nordisk'],
  ['DK', 'DK 22 75 62 14', 'A.P. Møller – Mærsk'],
  ['ES', 'A-28015865', 'Telefónica'],
  ['ES', 'ESA15075062', 'Inditex: VAT'],
  ['ES', 'Q2826000H', 'Agencia Tributaria'],
  ['ES', 'P2807900B', 'Ayuntamiento de Madrid'],
  ['ES', '12345678Z', 'example of a DNI, whose number is the NIF of a sole trader'],
  ['FI', '0112038-9', 'Nokia'],
  ['FI', '1927400-1', 'Kone'],
  ['FR', '552 081 317', 'EDF: SIREN'],
  ['FR', '542 051 180', 'TotalEnergies: SIREN'],
  ['FR', '552 081 317 66522', 'EDF: SIRET'],
  ['FR', '542 051 180 00066', 'TotalEnergies: SIRET'],
  ['FR', 'FR 03 552 081 317', 'EDF: VAT'],
  ['FR', 'FR 10 632 012 100', "L'Oréal: VAT"],
  ['GB', '220 4302 31', 'Tesco: VAT'],
  ['GB', '125 5067 30', 'University of Oxford: VAT'],
  ['GR', '094019245', 'ΟΤΕ'],
  ['GR', 'EL 094014201', 'Εθνική Τράπεζα'],
  ['IN', '27AAACR5055K1Z7', 'Reliance Industries in Maharashtra'],
  ['IN', '29AAACI4798L1ZU', 'Infosys in Karnataka'],
  ['IT', '00905811006', 'Eni: partita IVA'],
  ['IT', 'IT 00159560366', 'Ferrari: VAT'],
  ['IT', '00484960588', 'Eni: codice fiscale'],
  ['IT', 'RCCMNL83S18D969H', "example of a person's codice fiscale in stdnum"],
  ['JP', '1180301018771', 'トヨタ自動車'],
  ['JP', '7000012050002', '国税庁'],
  ['JP', 'T5010401067252', 'ソニーグループ: qualified invoice issuer'],
  ['KR', '124-81-00998', '삼성전자'],
  ['KR', '101-81-09147', '현대자동차'],
  ['KR', '220-81-62517', '네이버'],
  ['NL', '820646660', 'ABN AMRO: RSIN'],
  ['NL', 'NL820646660B(01)', 'ABN AMRO: VAT'],
  ['NL', 'NL803441526B(01)', 'ASML: VAT'],
  ['NO', '923 609 016', 'Equinor'],
  ['NO', 'NO 982 463 718 MVA', 'Telenor: VAT'],
  ['PE', '20100047218', 'Banco de Crédito del Perú'],
  ['PE', '20131312955', 'SUNAT'],
  ['PL', '525-000-77-38', 'PKO BP: NIP'],
  ['PL', 'PL 774-00-01-454', 'Orlen: VAT'],
  ['PL', '016298263', 'PKO BP: REGON'],
  ['PL', '610188201', 'Orlen: REGON'],
  ['PL', '12345678512347', "example of an establishment's REGON in stdnum"],
  ['PT', '500 960 046', 'Caixa Geral de Depósitos'],
  ['PT', 'PT500697256', 'EDP: VAT'],
  ['SE', '556016-0680', 'Ericsson'],
  ['SE', '202100-2684', 'Sveriges riksbank'],
  ['SE', 'SE5560125790(01)', 'Volvo: VAT'],
  ['SE', '(16)5560125790', 'Volvo, with the century that registers put before it'],
  // Only 0 in front makes it a company's, and the third digit weighs 11 in a sum modulo 11.
  ['TH', '(0)1(0)7544000108', 'ปตท.'],
  ['TH', '(0)1(0)7537000114', 'ปูนซิเมนต์ไทย'],
  ['TW', '22099131', '台積電'],
  ['TW', '84149961', '聯發科技'],
  ['TW', '04541302', '鴻海精密'],
  ['VN', '0100112437', 'Vietcombank'],
  ['VN', '0300588569', 'Vinamilk'],
  ['VN', '0100109106-(011)', 'a branch of Viettel'],
  ['IL', '(5)20013954', 'טבע'],
  ['RU', '7736050003', 'Газпром: ИНН'],
  ['SG', '196800306E', 'DBS Bank: UEN'],
  ['TR', '8790017566', 'Turkcell: VKN'],
  ['ID', '01.061.173.9-(093.000)', 'Bank Mandiri: NPWP'],
  ['TR', '10000000146', 'an example of the population register'],
  ['RU', '500100732259', 'an example of the tax service: ИНН of a sole trader'],
]

/** The same of numbers that the portal checks by their shape only, or not at all. */
export const uncheckedNumbers: [country: string, number: string, whose: string][] = [
  ['CH', 'CH-020.3.020.545-0', 'a number of the commercial register before 2014'],
  ['DE', 'HRB 6684', 'Siemens in the register of Munich'],
  ['GB', '00445790', 'Tesco in the Companies House'],
  ['IE', '104547', 'Ryanair: CRO'],
  ['IN', 'L17110MH1973PLC019786', 'Reliance Industries: CIN'],
  ['IR', '14002830256', 'دانشگاه صنعتی شریف'],
  ['IT', 'RM-756453', 'Eni: REA'],
  ['KR', '130111-0006246', '삼성전자: 법인등록번호'],
  ['MX', 'TME840315KT6', 'Teléfonos de México'],
  ['MX', 'PEP970814SF3', 'Pemex Exploración y Producción, whose last character is not the computed one'],
  ['MY', '196001000142', 'Maybank'],
  ['NL', '17085815', 'ASML: KvK'],
  ['PL', '0000026438', 'PKO BP: KRS'],
  ['RU', '7707083893', 'Сбербанк: ИНН'],
  ['SA', '2052101150', 'أرامكو السعودية'],
  ['TR', '8760047464', 'Türk Hava Yolları: VKN'],
  ['US', '91-1144442', 'Microsoft: EIN'],
  ['US', '94-2404110', 'Apple: EIN'],
  ['ZA', '1979/003231/06', 'Sasol'],
]
