package test

p := http.send({"url": "http://localhost", "method": "get"})
