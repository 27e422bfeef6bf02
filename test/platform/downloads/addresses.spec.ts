import assert from "node:assert/strict";
import { addressesIn, addressIn } from "../../../nodes/lib/platform/downloads/addresses";

const A = "https://api-downloads.mypurecloud.ie/a";
const B = "https://api-downloads.mypurecloud.ie/b";

describe("the address of a file in a response", () => {
  for (const name of [
    "downloadUrl",
    "downloadURI",
    "downloadURL",
    "downloadUri",
    "fileUrl",
    "signedUrl",
    "resultUrl",
    "url",
    "uri",
    "mediaUri",
    "mediaFileUri",
    "contentLocationUri",
    "resultsUrl",
  ])
    it(`is found under ${name}`, () => {
      assert.deepEqual(addressesIn({ id: "1", [name]: A }), [{ field: name, url: A }]);
    });

  for (const name of [
    "selfUri",
    "nextUri",
    "uploadUrl",
    "uploadURI",
    "imageUri",
    "mediaImageUri",
    "resultsUri",
    "name",
  ])
    it(`is not what ${name} has`, () => assert.deepEqual(addressesIn({ [name]: A }), []));

  it("is found in lists and maps, and only at the level nearest to the top", () => {
    assert.deepEqual(
      addressesIn({ downloadUrls: [A, B] }).map(({ field }) => field),
      ["downloadUrls.0", "downloadUrls.1"],
    );
    assert.deepEqual(
      addressesIn({ mediaUris: { "0": { mediaUri: A } }, user: { images: { deep: { uri: B } } } }),
      [{ field: "mediaUris.0.mediaUri", url: A }],
    );
    assert.deepEqual(addressesIn({ results: [{ resultUrl: A }, { resultUrl: A }] }).length, 1);
  });

  it("is taken from the place that is named, in both spellings", () => {
    const answer = [{ mediaUris: { "0": { mediaUri: A } } }, { mediaUris: { "0": { mediaUri: B } } }];
    for (const place of ["1.mediaUris.0.mediaUri", "[1].mediaUris[0].mediaUri"])
      assert.equal(addressIn(answer, place, "x").url, B);
    for (const place of ["2.mediaUris.0.mediaUri", "__proto__.url", "0", "constructor.name"])
      assert.throws(() => addressIn(answer, place, "x"), { code: "input" });
    assert.throws(() => addressIn(answer, undefined, "x"), { code: "ambiguous" });
    assert.throws(() => addressIn({}, " ", "x"), { code: "missing" });
  });
});
