// The standard library's reverse proxy with its idle connections kept.
package main

import (
	"crypto/tls"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
)

func main() {
	upstream, err := url.Parse(os.Getenv("UPSTREAM"))
	if err != nil {
		panic(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(upstream)
	proxy.Transport = &http.Transport{
		MaxIdleConnsPerHost: 256,
		TLSClientConfig:     &tls.Config{InsecureSkipVerify: true},
	}
	panic(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), proxy))
}
