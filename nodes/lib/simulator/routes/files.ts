import { errorBody, refusal } from "../http/errors";
import type { Context, PlainRoute } from "../http/handler";
import type { Store } from "../store/store";

/** The store of files that responses name. Like the real one, it uses no tokens: the address is enough. */

interface StoredFile {
  contentType: string;
  name: string;
  bytes: () => Buffer;
}

const filesIn = (store: Store): Map<string, StoredFile> =>
  store.collection("files", () => new Map<string, StoredFile>());

/** The address of a file from now on. */
export const addressOf = ({ store, baseUrl }: Context, id: string, file: StoredFile): string => {
  filesIn(store).set(id, file);
  return `${baseUrl}/files/v1/${id}`;
};

export const fileRoutes: readonly PlainRoute[] = [
  {
    name: "file",
    method: "GET",
    path: /^\/files\/v1\/[^/]+$/,
    handle: ({ store, path, headers }) => {
      const file = filesIn(store).get(path.split("/").at(-1) ?? "");
      if (file === undefined) return { status: 403, body: errorBody(refusal("not.authorized"), "") };
      if (headers["authorization"] !== undefined)
        return { status: 400, body: errorBody(refusal("bad.request"), "") };
      return {
        status: 200,
        body: file.bytes(),
        headers: {
          "Content-Type": file.contentType,
          "Content-Disposition": `attachment; filename="${file.name}"`,
        },
      };
    },
  },
];
