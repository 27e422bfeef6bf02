import assert from "node:assert/strict";
import fc from "fast-check";
import { asMedia } from "../../../nodes/lib/platform/messages/media";
import { refuses } from "../../support/refuses";

describe("a file as a flow gives it", () => {
  const png = Buffer.from("\x89PNG....", "latin1");

  it("keeps its bytes, whatever its form", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString("base64");
        for (const content of [Buffer.from(bytes), base64, `data:image/gif;base64,${base64}`]) {
          const media = asMedia({ content, fileName: "a.gif" });
          assert.ok(media.kind === "file");
          assert.deepEqual([...media.bytes], [...bytes]);
          assert.equal(media.contentType, "image/gif");
        }
      }),
    );
  });

  it("gets no type from an ending that no table has, whatever it is called", () => {
    const media = asMedia({ content: png, fileName: "a.constructor" });
    assert.deepEqual([media.kind, "contentType" in media && media.contentType], ["file", undefined]);
  });

  it("gets a name and a type from its first bytes where it has none", () => {
    assert.deepEqual(asMedia(png), {
      kind: "file",
      bytes: png,
      fileName: "file.png",
      contentType: "image/png",
    });
    const media = asMedia({ content: png, contentType: "image/jpeg" });
    assert.ok(media.kind === "file");
    assert.equal(media.fileName, "file.jpg");
  });

  it("may be one that is uploaded already", () => {
    assert.deepEqual(asMedia({ mediaId: "m" }), { kind: "uploaded", mediaId: "m" });
  });

  it("is refused where it is none", () => {
    for (const bad of [
      7,
      true,
      null,
      [],
      {},
      "",
      "not base64!",
      "data:image/png;base64,%%",
      { content: 7 },
      { content: "" },
    ])
      assert.throws(() => asMedia(bad), refuses("media"));
  });
});
