internal import Hosting

/// The web host's parser of HTTP requests: what strangers send to its socket.
func requestTarget() -> FuzzTarget {
    let host = "Host: voice.example.com\r\n"
    let inputs = [
        "GET /r/0123456789abcdef/e/answer?to=442079460000&from=447700900123 HTTP/1.1\r\n\(host)\r\n",
        "POST /r/0123456789abcdef/e/main~1 HTTP/1.1\r\n\(host)Content-Length: 12\r\n\r\n{\"dtmf\":\"1\"}",
        "POST /events HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n2;a=\"b\"\r\n{\"\r\nA\r\ndtmf\":\"1\"}\r\n0\r\nX: y\r\n\r\n",
        "GET / HTTP/1.1\r\n\(host)Connection: close\r\n\r\nGET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "\r\nOPTIONS /api/jwt HTTP/1.1\r\n\(host)Origin: https://a.example\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
        "GET http://voice.example.com/readyz HTTP/1.1\r\n\(host)X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n\r\n",
    ]
    return FuzzTarget(name: "requests", corpus: inputs.map { Array($0.utf8) }) { bytes in
        let bytes = bytes + [0x0A]  // A line is judged when it is whole, if not before.
        let whole = requestsRead(from: bytes, pieces: bytes.count)
        for pieces in [1, 7] {
            let cut = requestsRead(from: bytes, pieces: pieces)
            require(cut.refusal == whole.refusal, "how bytes are cut decides over no refusal")
            require(cut.requests.count == whole.requests.count, "how bytes are cut makes no request")
            for (one, other) in zip(cut.requests, whole.requests) {
                let isSame = one.method == other.method && one.path == other.path && one.query == other.query
                require(isSame && one.body == other.body, "how bytes are cut changes no request")
            }
        }
        let length = whole.requests.reduce(0) { $0 + $1.path.utf8.count + $1.body.count }
        require(length <= 3 * bytes.count, "a request is no longer than what was sent")  // U+FFFD is three bytes.
        for request in whole.requests {
            require(request.body.count <= ConnectionLimits().body, "a body keeps its limit")
            require(request.headers.allSatisfy { !$0.name.isEmpty }, "a field has a name")
        }
    }
}
