import { inputError } from "../errors/errors";
import type { CallOptions, Client, PlatformRequest } from "../types";
import { PAGE, SEARCHED, WHOLE, type Sought } from "./lists";
import { itemsOf, readPage, type Entity, type Item } from "./reading";

/** Lists of an organisation, from which a user chooses in a dialog. */

/** Names seldom change. A list is read again after this time. */
const KEPT_MS = 5 * 60_000;
/** The maximum number of pages that are read of a whole list. */
const MOST_PAGES = 20;

export interface Found {
  items: Item[];
  /** Is there another page? */
  more: boolean;
}

const readWhole = async (
  client: Client,
  request: (page: number) => PlatformRequest,
  options?: CallOptions,
): Promise<Item[]> => {
  const all: Entity[] = [];
  for (let page = 1, more = true; more && page <= MOST_PAGES; page += 1) {
    const answer = await readPage(client, request(page), options);
    all.push(...answer.entities);
    more = answer.more;
  }
  return itemsOf(all).sort((a, b) => a.name.localeCompare(b.name));
};

/** One page of those whose name has the text, or whose id is the text. */
export const searchIn = (all: readonly Item[], { search, page }: Pick<Sought, "search" | "page">): Found => {
  const wanted = search.trim();
  const words = wanted.toLowerCase();
  const items = all.filter(({ id, name }) => name.toLowerCase().includes(words) || id === wanted);
  return { items: items.slice((page - 1) * PAGE, page * PAGE), more: items.length > page * PAGE };
};

/**
 * One page of a list. Cached for some minutes per account. Callers that need the same at once share one request.
 * @throws GenesysError `input` where there is no such list.
 */
export const lookUp = async (
  client: Client,
  kind: string,
  sought: Sought,
  options?: CallOptions,
): Promise<Found> => {
  const search = sought.search.trim();
  const whole = Object.hasOwn(WHOLE, kind) ? WHOLE[kind] : undefined;
  if (whole !== undefined) {
    const key = JSON.stringify(["look-up", kind, sought.queueId ?? ""]);
    const all = await client.remember(key, KEPT_MS, () =>
      readWhole(client, (page) => whole({ ...sought, page }), options),
    );
    return searchIn(all, sought);
  }
  const searched = Object.hasOwn(SEARCHED, kind) ? SEARCHED[kind] : undefined;
  if (searched === undefined) throw inputError("kind", `There is no list of "${kind}".`);
  const key = JSON.stringify(["look-up", kind, search, sought.page]);
  return client.remember(key, KEPT_MS, async () => {
    const { entities, more } = await readPage(client, searched({ ...sought, search }), options);
    return { items: itemsOf(entities), more };
  });
};
