import { oneOf } from "../../catalogue/guess";
import { GenesysError, inputError } from "../../errors/errors";
import { lookUp } from "../../lookups/lookups";
import { LIST_OPEN_INTEGRATIONS } from "../../api/open-messaging";
import type { CallOptions, Client } from "../../types";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The id of an open-messaging integration, which a flow names by id or by name. Names are cached for some minutes.
 * @throws GenesysError `missing` or `ambiguous`, with what there is.
 */
export const integrationIdOf = async (
  client: Client,
  named: string,
  options?: CallOptions,
): Promise<string> => {
  const name = named.trim();
  if (name === "") throw inputError("integrationId", 'The input "integrationId" is blank.');
  if (ID.test(name)) return name;
  const { items } = await lookUp(client, "openIntegration", { search: "", page: 1 }, options);
  const same = items.filter((item) => plain(item.name) === plain(name));
  const [found] = same;
  if (found !== undefined && same.length === 1) return found.id;
  const facts = { outcome: "notSent", operation: LIST_OPEN_INTEGRATIONS, field: "integrationId" } as const;
  if (found !== undefined)
    throw new GenesysError(
      "ambiguous",
      `${same.length} open-messaging integrations have this name. Set the id of one: ${oneOf(same.map(({ id }) => id))}.`,
      facts,
    );
  const there =
    items.length === 0
      ? "The organisation has none."
      : `There are: ${items
          .slice(0, 10)
          .map((item) => item.name)
          .join(", ")}.`;
  throw new GenesysError("missing", `There is no open-messaging integration of this name. ${there}`, facts);
};

/** The list may add the type of the channel to a name. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/ \(open\)$/, "");
