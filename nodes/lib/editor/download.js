// A text as a file that the browser saves.
(function () {
  /** @type {GenesysCloud["download"]} */
  function download(fileName, text, type) {
    var url = URL.createObjectURL(new Blob([text], { type: type || "application/json" }));
    var link = document.createElement("a");
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, { download: download });
})();
