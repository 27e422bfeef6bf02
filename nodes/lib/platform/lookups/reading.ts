import type { CallOptions, Client, PlatformRequest, Query } from "../types";

/** What is read of an organisation's lists: names to read, ids to keep. */
export interface Item {
  id: string;
  name: string;
}

export interface Entity {
  id?: string;
  name?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  messengerType?: string;
  /** The name of a presence, by language. */
  languageLabels?: Readonly<Record<string, string>>;
}

interface Listing {
  entities?: Entity[];
  results?: Entity[];
  pageCount?: number;
  nextUri?: string;
}

const nameOf = (entity: Entity): string => {
  const { languageLabels: { en_US: label } = {}, firstName, lastName } = entity;
  const name = entity.name ?? label ?? [firstName, lastName].filter(Boolean).join(" ");
  const more = entity.email ?? entity.messengerType;
  return more === undefined || more === name ? name : `${name} (${more})`;
};

export const itemsOf = (entities: readonly Entity[]): Item[] =>
  entities.flatMap((entity) =>
    entity.id === undefined ? [] : [{ id: entity.id, name: nameOf(entity) || entity.id }],
  );

/** A request that only reads. */
export const get = (operation: string, where: string, query: Query = {}): PlatformRequest => ({
  operation,
  method: "GET",
  path: where,
  query,
  repeatable: true,
});

/** One page of a list, and whether there is another. */
export const readPage = async (
  client: Client,
  request: PlatformRequest,
  options?: CallOptions,
): Promise<{ entities: Entity[]; more: boolean }> => {
  const { entities, results, pageCount, nextUri } =
    (await client.request<Listing | undefined>(request, options)) ?? {};
  const { pageNumber = 1 } = (request.query ?? request.body ?? {}) as { pageNumber?: number };
  const more = pageCount === undefined ? typeof nextUri === "string" : pageNumber < pageCount;
  return { entities: entities ?? results ?? [], more };
};
