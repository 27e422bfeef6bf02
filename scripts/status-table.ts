// tsx scripts/status-table.ts: writes into docs/errors.md which HTTP status belongs to each error code, from the code's own table.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOfStatus } from "../nodes/lib/platform/errors/errors";
import { RESPONSE_STATUS } from "../nodes/lib/platform/errors/response-status";

const PAGE = join(__dirname, "../docs/errors.md");
const MARKED = /(<!-- error-statuses -->\n)[\s\S]*?(<!-- \/error-statuses -->)/;

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
  const rows = Object.entries(RESPONSE_STATUS).map(
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
