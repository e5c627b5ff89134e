// Command mwkube is the control plane of the end-to-end tests: a real etcd and a real kube-apiserver in one program with two roles,
// so that a test can kill, freeze or double either of them.
package main

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

const usage = "usage: mwkube etcd DIR CLIENTPORT PEERPORT | mwkube apiserver FLAGS..."

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	go endWithParent()
	switch {
	case os.Args[1] == "etcd" && len(os.Args) == 5:
		serveEtcd(os.Args[2], os.Args[3], os.Args[4])
	case os.Args[1] == "apiserver":
		command := app.NewAPIServerCommand()
		command.SetArgs(os.Args[2:])
		os.Exit(cli.Run(command))
	default:
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
}

// The test holds our standard input open; when the test is gone, so are we.
func endWithParent() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(9)
}

func serveEtcd(dir, clientPort, peerPort string) {
	config := embed.NewConfig()
	config.Dir = dir
	config.LogLevel = "error"
	config.UnsafeNoFsync = true // data survives a killed process, not a power cut; tests need no more
	config.ListenClientUrls = loopback(clientPort)
	config.AdvertiseClientUrls = loopback(clientPort)
	config.ListenPeerUrls = loopback(peerPort)
	config.AdvertisePeerUrls = loopback(peerPort)
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	server, err := embed.StartEtcd(config)
	if err != nil {
		fail(err)
	}
	select {
	case <-server.Server.ReadyNotify():
		fmt.Println("READY")
	case <-time.After(60 * time.Second):
		fail(fmt.Errorf("not ready in 60 s"))
	}
	fail(<-server.Err())
}

func loopback(port string) []url.URL {
	return []url.URL{{Scheme: "http", Host: "127.0.0.1:" + port}}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "etcd:", err)
	os.Exit(1)
}
