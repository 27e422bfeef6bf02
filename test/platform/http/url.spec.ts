import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sdk from "purecloud-platform-client-v2";
import { writeUrl } from "../../../nodes/lib/platform/http/url";

const AWKWARD = ["a b&c", "d:é$+[x]'()*!~@;/?#%"];

interface SdkParts {
  DefaultHttpClient: new (timeoutMs: number) => { request: (options: object) => Promise<unknown> };
  HttpRequestOptions: new (url: string, method: string, headers: object, params: object) => object;
}
const { DefaultHttpClient, HttpRequestOptions } = sdk as unknown as SdkParts;

/** The path and query that the SDK sends for a list. */
const writtenBySdk = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "application/json").end("{}");
      server.close();
      resolve(request.url ?? "");
    });
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      const params = { pageSize: 3, expand: AWKWARD.join(",") };
      const options = new HttpRequestOptions(`http://127.0.0.1:${port}/api/v2/things`, "GET", {}, params);
      new DefaultHttpClient(5000).request(options).catch(reject);
    });
  });

describe("a written URL", () => {
  it("encodes a query with lists as the official SDK does", async () => {
    assert.equal(writeUrl("", "/api/v2/things", { pageSize: 3, expand: AWKWARD }), await writtenBySdk());
  });

  it("leaves out what is not given and ends without a question mark then", () => {
    assert.equal(writeUrl("https://api.example.com", "/x", { a: undefined }), "https://api.example.com/x");
  });
});
