// Asks the account of this Node-RED: by relative addresses, since only those carry the editor's own token.
(function () {
  var word = window.genesysCloud.word;

  function refused(reason) {
    return $.Deferred().reject(reason).promise();
  }

  /** @type {(path: string, body?: object) => unknown} */
  function post(path, body) {
    return $.ajax({
      url: "genesys-cloud/account/" + path,
      method: "POST",
      contentType: "application/json",
      data: JSON.stringify(body || {}),
    }).then(
      function (answer) {
        return answer && answer.ok === false ? refused(answer.reason) : answer;
      },
      function (failed) {
        var isForbidden = failed.status === 401 || failed.status === 403;
        return refused(word(isForbidden ? "lookup.forbidden" : "lookup.unreachable"));
      },
    );
  }

  window.genesysCloud = Object.assign(window.genesysCloud || {}, {
    refused: refused,
    post: post,
  });
})();
