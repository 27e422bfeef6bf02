import type { Operation } from "../../facts/operations";

/** Operations that return a signed address for a file which is then sent there. */
const UPLOADS = /(Uploads|Uploadurl|FunctionUpload|Documentuploads|UploadsPrizeimages)$|^postUploads/;

/** Does it return the address for an upload? */
export const isUpload = ({ id, method }: Pick<Operation, "id" | "method">): boolean =>
  method === "POST" && UPLOADS.test(id);

/** Is its response the file itself, and not JSON that names one? */
export const isFile = ({ method, response }: Operation): boolean =>
  method === "GET" && response.kind !== "json";
