// tsx scripts/status-table.ts: writes into docs/errors.md which HTTP status belongs to each error code, from the code's own table.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOfStatus, type ErrorCode } from "../nodes/lib/platform/errors/errors";

const PAGE = join(__dirname, "../docs/errors.md");
const MARKED = /(<!-- error-statuses -->\n)[\s\S]*?(<!-- \/error-statuses -->)/;

/** What a flow answers with that serves HTTP itself: whose fault it is, seen by its caller. `closed` is never reported. */
const ANSWERS: Record<Exclude<ErrorCode, "closed">, number> = {
  input: 400,
  config: 500,
  auth: 502,
  noTarget: 404,
  ambiguous: 409,
  denied: 502,
  missing: 404,
  conflict: 409,
  rejected: 422,
  limited: 429,
  server: 502,
  network: 502,
  timeout: 504,
  answer: 502,
};

/** More of a hundred than these are not listed one by one. */
const MOST = 20;

/** The statuses for which the platform's response gets this code. */
const statusesOf = (code: string): string =>
  [4, 5]
    .flatMap((hundred) => {
      const all = Array.from({ length: 100 }, (_, nth) => hundred * 100 + nth);
      const ofCode = all.filter((status) => codeOfStatus(status) === code);
      return ofCode.length > MOST ? [`any other ${hundred}xx`] : ofCode.map(String);
    })
    .join(", ");

/** The page with its table made of the code. */
export const withStatuses = (page: string): string => {
  const rows = Object.entries(ANSWERS).map(
    ([code, answer]) => `| \`${code}\` | ${statusesOf(code) || "–"} | ${answer} |`,
  );
  const table = [
    "| `msg.error.code` | status of the platform | your response |",
    "| --- | --- | --- |",
    ...rows,
  ];
  return page.replace(
    MARKED,
    (_whole, begin: string, end: string) => `${begin}\n${table.join("\n")}\n\n${end}`,
  );
};

if (require.main === module) writeFileSync(PAGE, withStatuses(readFileSync(PAGE, "utf8")));
