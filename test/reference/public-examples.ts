/**
 * How the portal judges the numbers of python-stdnum, the most complete public set of such rules: those that its
 * documentation shows as valid and as invalid, and what becomes of them with one character changed, left out, added or
 * swapped with the next, which that library judges itself.
 *
 *     node test/reference/public-examples.ts [--differences]
 *
 * It takes the package from Debian, unpacks it in a temporary folder and needs python3; nothing of it is kept.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalRegistrationNumber } from '#src/reference/registration-numbers.ts'

/** The library's modules for the kinds that the portal's field names, by country. */
const modules = `
  AD nrt; AL nipt; AR cuit; AT uid businessid tin; AU abn acn; AZ voen; BE vat; BG vat; BR cnpj cpf; BY unp; CA bn; CH uid vat;
  CL rut; CN uscc; CO nit; CR cpj cpf cr; CY vat; CZ dic; DE vat handelsregisternummer stnr; DK cvr; DO rnc cedula; DZ nif;
  EC ruc ci; EE registrikood kmkr; EG tn; ES nif cif; FI ytunnus alv; FO vn; FR siren siret tva rcs; GB vat utr; GH tin; GN nifp;
  GR vat; GT nit; HR oib; HU anum; ID npwp; IE vat; IL hp; IN gstin pan; IS kennitala vsk; IT iva codicefiscale; JP cn; KE pin;
  KR brn; LI peid; LT pvm; LU tva; LV pvn; MA ice; MC tva; MD idno; ME pib; MK edb; MT vat; MX rfc; MZ nuit; NL btw; NO orgnr mva;
  NZ ird; PE ruc; PL nip regon; PT nif; PY ruc; RO cui cf onrc; RS pib; RU inn ogrn; SE orgnr vat; SG uen; SI ddv maticna; SK dph;
  SM coe; SN ninea; SV nit; TH moa tin; TN mf; TR vkn tckimlik; TW ubn; UA edrpou rntrc; US ein; UY rut; VE rif; VN mst; ZA tin`

type Example = { country: string; kind: string; number: string; isValid: boolean; isDocumented: boolean }

const program = `
import doctest, importlib, json, random, sys
parser = doctest.DocTestParser()
random.seed(1)
for country, kind in json.load(sys.stdin):
    package = {'IN': 'in_', 'IS': 'is_'}.get(country, country.lower())
    module = importlib.import_module('stdnum.%s.%s' % (package, kind))
    documented = []
    for example in parser.get_examples(module.__doc__ or ''):
        source = example.source.strip()
        if source.startswith('validate(') and ',' not in source.split('#')[0]:
            documented.append(eval(source.split('#')[0].strip()[9:-1]))
    valid = [number for number in documented if module.is_valid(number)]
    made = set()
    for number in valid:
        for at, character in enumerate(number):
            others = '0123456789' if character.isdigit() else 'ABCDEFGHJKLMNPQRSTUVWXYZ' if 'A' <= character <= 'Z' else ''
            made.update(number[:at] + other + number[at + 1:] for other in others if other != character)
            if character.isalnum():
                made.add(number[:at] + number[at + 1:])
                made.add(number[:at] + character + number[at:])
            made.add(number[:at] + number[at + 1:at + 2] + character + number[at + 2:])
    for number in documented:
        print(json.dumps([country, kind, number, module.is_valid(number), True]))
    for number in sorted(made - set(documented)):
        print(json.dumps([country, kind, number, module.is_valid(number), False]))
`

/** Debian's newest package of the library, unpacked. */
function unpacked(folder: string): string {
  const sources = join(folder, 'sources.list')
  writeFileSync(sources, 'deb http://deb.debian.org/debian sid main\n')
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, part), { recursive: true })
  const apt = (...args: string[]) =>
    execFileSync(
      'apt-get',
      [
        ...[
          `Dir::Etc::sourcelist=${sources}`,
          'Dir::Etc::sourceparts=/dev/null',
          `Dir::State::lists=${folder}/lists`,
        ],
        ...[`Dir::Cache=${folder}/cache`, 'APT::Sandbox::User=', 'Acquire::Languages=none'],
      ]
        .flatMap((option) => ['-o', option])
        .concat(args),
      { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
    )
  apt('-qq', 'update')
  apt('-qq', 'download', 'python3-stdnum')
  const archive = readdirSync(folder).find((name) => name.endsWith('.deb'))
  if (archive === undefined) throw new Error('apt-get left no package')
  execFileSync('dpkg', ['-x', archive, 'package'], { cwd: folder })
  return join(folder, 'package/usr/lib/python3/dist-packages')
}

function examplesIn(library: string): Example[] {
  const pairs = modules
    .trim()
    .split(/;\s+/)
    .flatMap((line) => {
      const [country, ...kinds] = line.trim().split(/\s+/)
      return kinds.map((kind) => [country, kind])
    })
  const printed = execFileSync('python3', ['-c', program], {
    input: JSON.stringify(pairs),
    env: { ...process.env, PYTHONPATH: library },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return printed
    .trim()
    .split('\n')
    .map((line) => {
      const [country, kind, number, isValid, isDocumented] = JSON.parse(line) as [
        string,
        string,
        string,
        boolean,
        boolean,
      ]
      return { country, kind, number, isValid, isDocumented }
    })
}

const isAccepted = ({ number, country }: Example) => 'value' in canonicalRegistrationNumber(number, country)

/** How many of the examples are judged as they should be, of how many. */
function share(examples: readonly Example[]): string {
  const right = examples.filter((example) => isAccepted(example) === example.isValid).length
  return examples.length === 0 ? '' : `${right}/${examples.length}`
}

const percent = (examples: readonly Example[]) => {
  const right = examples.filter((example) => isAccepted(example) === example.isValid).length
  return `${((100 * right) / examples.length).toFixed(2)} % (${right} of ${examples.length})`
}

const folder = mkdtempSync(join(tmpdir(), 'public-examples-'))
try {
  const examples = examplesIn(unpacked(folder))
  const columns = [
    (one: Example) => one.isDocumented && one.isValid,
    (one: Example) => one.isDocumented && !one.isValid,
    (one: Example) => !one.isDocumented && one.isValid,
    (one: Example) => !one.isDocumented && !one.isValid,
  ]
  console.log('\t\tdocumented\t\tchanged\n\t\tvalid\tinvalid\tvalid\tinvalid')
  for (const [key, ones] of Map.groupBy(
    examples,
    ({ country, kind }) => `${country} ${kind.slice(0, 12).padEnd(12)}`,
  ))
    console.log([key, ...columns.map((column) => share(ones.filter(column)))].join('\t'))
  for (const isDocumented of [true, false]) {
    const ones = examples.filter((example) => example.isDocumented === isDocumented)
    console.log(`\n${isDocumented ? 'Documented' : 'Changed'} examples`)
    console.log(`  valid accepted:  ${percent(ones.filter(({ isValid }) => isValid))}`)
    console.log(`  invalid refused: ${percent(ones.filter(({ isValid }) => !isValid))}`)
  }
  if (process.argv.includes('--differences')) {
    for (const example of examples.filter((one) => isAccepted(one) !== one.isValid))
      console.log(example.isValid ? 'refused ' : 'accepted', example.country, example.kind, example.number)
  }
} finally {
  rmSync(folder, { recursive: true })
}
