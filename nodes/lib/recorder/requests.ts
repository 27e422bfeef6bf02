import type { CaptureRecord } from "../capture/format";
import type { Observed } from "../platform/http/observed";

/** The requests of an account that are about one conversation. */

type RequestRecord = Extract<CaptureRecord, { kind: "request" }>;

/** A larger answer is a list of many things. */
const LONGEST = 262_144;

const isAbout = (id: string, { url, body, answer }: Observed): boolean => {
  const texts = [url, JSON.stringify(body) ?? "", JSON.stringify(answer) ?? ""];
  return texts.some((text) => text.length <= LONGEST && text.toLowerCase().includes(id));
};

const queryIn = ({ searchParams }: URL): Record<string, unknown> | undefined => {
  const names = [...new Set(searchParams.keys())];
  if (names.length === 0) return undefined;
  return Object.fromEntries(
    names.map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
};

/** `undefined` where the request is about something else. */
export const requestRecord = (
  conversationId: string,
  observed: Observed,
  at: number,
): RequestRecord | undefined => {
  if (!isAbout(conversationId.toLowerCase(), observed)) return undefined;
  const { method, url, body, status, answer, tookMs } = observed;
  const parsed = new URL(url);
  const query = queryIn(parsed);
  return {
    ...{ kind: "request", at, tookMs: Math.max(0, tookMs), method, path: parsed.pathname, body, answer },
    ...(query === undefined ? {} : { query }),
    ...(status === undefined ? {} : { status }),
  };
};
