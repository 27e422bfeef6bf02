import { isId } from "../../facts/ids";
import { GenesysError, inputError } from "../errors/errors";
import { path } from "../http/path";
import type { CallOptions, Client } from "../types";

/** An integration seldom changes its name. */
const KEPT_MS = 60 * 60_000;
const PAGE_SIZE = 100;

interface OpenIntegration {
  id: string;
  name?: string;
}

/**
 * The id of an open-messaging integration named by id or name; a name is looked up once an hour and account.
 * @throws GenesysError `missing` where none has this name, `ambiguous` where several have it.
 */
export const findOpenIntegrationId = (
  client: Client,
  named: string,
  options?: CallOptions,
  field = "integration",
): Promise<string> => {
  const wanted = named.trim().toLowerCase();
  if (wanted === "") return Promise.reject(inputError(field, `The input "${field}" is blank.`));
  if (isId(wanted)) return Promise.resolve(wanted);
  return client.remember(`open integration ${wanted}`, KEPT_MS, async () => {
    const all = await listOpenIntegrations(client, options);
    return onlyNamed(all, wanted, field);
  });
};

/** All of them. @see https://developer.genesys.cloud/commdigital/digital/openmessaging/ */
const listOpenIntegrations = async (client: Client, options?: CallOptions): Promise<OpenIntegration[]> => {
  const found: OpenIntegration[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await client.request<{ entities?: OpenIntegration[]; pageCount?: number } | undefined>(
      {
        operation: "getConversationsMessagingIntegrationsOpen",
        method: "GET",
        path: path`/api/v2/conversations/messaging/integrations/open`,
        query: { pageSize: PAGE_SIZE, pageNumber: page },
        repeatable: true, // it only reads
      },
      options,
    );
    found.push(...(answer?.entities ?? []));
    pages = answer?.pageCount ?? 1;
  }
  return found;
};

const onlyNamed = (all: readonly OpenIntegration[], wanted: string, field: string): string => {
  const [first, ...more] = all.filter(({ name }) => name?.trim().toLowerCase() === wanted);
  const facts = { outcome: "notSent", field } as const;
  if (first === undefined) {
    const names = all.map(({ name }) => name ?? "").filter(Boolean);
    const known = names.length === 0 ? "There is none." : `There are: ${names.slice(0, 10).join(", ")}.`;
    throw new GenesysError("missing", `No open-messaging integration has this name. ${known}`, facts);
  }
  if (more.length === 0) return first.id;
  const ids = [first, ...more].map(({ id }) => id).join(", ");
  throw new GenesysError("ambiguous", `Several integrations have this name. Enter the id: ${ids}.`, facts);
};
