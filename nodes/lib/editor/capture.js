// Captures a running conversation, and downloads it without anything personal. Node-RED records it; the browser only asks how far it is.
(function () {
  var translate = window.genesysCloud.translate;
  var post = window.genesysCloud.post;
  var showMessage = window.genesysCloud.accountForm.showMessage;
  var saveFile = window.genesysCloud.download;

  var ASK_MS = 2000;

  /** @typedef {{id: string, name: string, timer: number | undefined}} Running */
  /** @type {Running | undefined} */
  var running;

  /** @type {(id: string, body: object) => Reply<CaptureReply>} */
  function request(id, body) {
    return post(encodeURIComponent(id) + "/capture", body);
  }

  function draw() {
    $("#genesys-account-capture").text(translate(running ? "capture.end" : "capture.begin"));
  }

  function end() {
    if (running) window.clearTimeout(running.timer);
    running = undefined;
    draw();
  }

  /** @type {(reason: string) => void} */
  function failed(reason) {
    end();
    showMessage("captured", "bad", [reason]);
  }

  /** @type {(file: CaptureReply) => void} */
  function download(file) {
    if (!file.text || !file.fileName) return showMessage("captured", "bad", [translate("capture.nothing")]);
    saveFile(file.fileName, file.text);
    showMessage("captured", "good", [
      translate("capture.done", { name: file.fileName, count: file.records }),
    ]);
  }

  function finish() {
    var ending = running;
    if (!ending) return;
    end();
    showMessage("captured", "open", [translate("capture.ending")]);
    request(ending.id, { action: "finish", capture: ending.name }).then(download, failed);
  }

  // The conversation may end before the user does.
  /** @type {(current: Running) => void} */
  function look(current) {
    request(current.id, { action: "look", capture: current.name }).then(
      function (found) {
        if (running !== current) return;
        if (found.isDone) return finish();
        showMessage("captured", "open", [translate("capture.running", { count: found.records })]);
        current.timer = window.setTimeout(look, ASK_MS, current);
      },
      function (reason) {
        if (running === current) failed(reason);
      },
    );
  }

  /** @type {(id: string) => void} */
  function begin(id) {
    var names = String($("#genesys-account-capture-names").val()).split(",");
    var body = {
      action: "start",
      conversationId: String($("#genesys-account-capture-id").val()).trim() || undefined,
      keepNames: names
        .map(function (name) {
          return name.trim();
        })
        .filter(Boolean),
    };
    showMessage("captured", "open", [translate("capture.running", { count: 0 })]);
    request(id, body).then(function (started) {
      running = { id: id, name: String(started.capture), timer: undefined };
      draw();
      look(running);
    }, failed);
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    capture: {
      open: function (id) {
        draw();
        $("#genesys-account-capture").on("click", function () {
          if (running) finish();
          else begin(id);
        });
      },
      // The file is not wanted any more.
      close: function () {
        var left = running;
        end();
        if (left) request(left.id, { action: "finish", capture: left.name });
      },
    },
  });
})();
