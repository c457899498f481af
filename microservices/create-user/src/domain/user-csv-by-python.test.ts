import { execFileSync } from 'node:child_process';
import { personName } from '@cloudapp/contracts/user';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readUserCsv } from './user-csv.ts';

/** A file as a program might write it; a terminator and a way of quoting for each of its lines. */
interface File {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly lines: readonly { readonly end: string; readonly isQuoted: boolean }[];
  readonly start: string;
}

/** Python's own csv module writes the files, and counts the records in what it wrote. */
const program = `
import csv, io, json, sys
answers = []
for file in json.load(sys.stdin):
    text = io.StringIO(newline='')
    for row, line in zip(file['rows'], file['lines']):
        # Before 3.13 it left a line end unquoted that is not the one it writes itself.
        has_line_end = any(c in cell for cell in row for c in '\\r\\n')
        quoting = csv.QUOTE_ALL if line['isQuoted'] or has_line_end else csv.QUOTE_MINIMAL
        csv.writer(text, delimiter=file['delimiter'], lineterminator=line['end'], quoting=quoting).writerow(row)
    written = text.getvalue()
    read = list(csv.reader(io.StringIO(written, newline=''), delimiter=file['delimiter']))
    answers.append({'text': file['start'] + written, 'records': sum(1 for record in read if any(record))})
json.dump(answers, sys.stdout)
`;

function writtenByPython(files: readonly File[]): { text: string; records: number }[] {
  const env = { ...process.env, PYTHONIOENCODING: 'utf-8' };
  const printed = execFileSync('python3', ['-c', program], { input: JSON.stringify(files), env, encoding: 'utf8' });
  return JSON.parse(printed) as { text: string; records: number }[];
}

const name = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', "'", ',', ';', '\t', '|', ' ', '\\', '=', 'ö', 'ß', '王', '😀'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 12,
  })
  .filter((text) => personName.safeParse(text).data === text);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
/** What is no name, and must be told of without taking a neighbour along. */
const spoilt = fc.constantFrom('two\nlines', 'two\r\nlines', 'a\u0007bell', '');

const file = fc
  .record({
    names: fc.array(fc.oneof({ weight: 5, arbitrary: name }, { weight: 1, arbitrary: spoilt }), {
      minLength: 1,
      maxLength: 30,
    }),
    order: fc.shuffledSubarray(['email', 'name', 'role', 'quota'], { minLength: 4 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    emptyColumns: fc.nat(2),
    lines: fc.array(fc.record({ end: lineEnd, isQuoted: fc.boolean() }), { minLength: 31, maxLength: 31 }),
    mark: fc.constantFrom('', '\uFEFF'),
    isNamed: fc.boolean(),
  })
  .map(({ names, order, delimiter, emptyColumns, lines, mark, isNamed }) => {
    const people = names.map((one, index) => ({ email: `p${index}@example.org`, name: one, role: 'user', quota: '3' }));
    const cells = people.map((person) => order.map((column) => person[column as keyof typeof person]));
    const end = Array.from({ length: emptyColumns }, () => '');
    const rows = [order, ...cells].map((row) => [...row, ...end]);
    // Only a comma, a semicolon and a tab are known without being named.
    const start = mark + (isNamed || delimiter === '|' ? `sep=${delimiter}\r\n` : '');
    return { people, written: { rows, delimiter, lines, start } };
  });

it('keeps everybody in what Python writes, whatever the separator, quotes and ends of lines', () => {
  fc.assert(
    fc.property(fc.array(file, { minLength: 40, maxLength: 40 }), (files) => {
      const texts = writtenByPython(files.map(({ written }) => written));

      files.forEach(({ people }, index) => {
        const { text = '', records = 0 } = texts[index] ?? {};
        const read = readUserCsv(text);
        const rows = read.isReadable ? read.rows : [];

        // Good ones and bad ones add up to what Python counts, without the header.
        expect({ text, count: rows.length }).toEqual({ text, count: records - 1 });
        expect(rows.flatMap(({ user }) => (user ? [[user.email, user.name]] : []))).toEqual(
          people
            .filter((person) => personName.safeParse(person.name).success)
            .map((person) => [person.email, person.name]),
        );
      });
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
