/** What a NAT instance does. */
export interface NatRules {
  /** Blocks whose connections it hands on to anywhere, on `ports`. */
  readonly cidrs: readonly string[];
  readonly ports: readonly number[];
  /** What may leave from blocks that must not reach the internet. @default nothing: they are not handed on at all */
  readonly gate?: Gate | undefined;
}

/** A way out to a few names and nowhere else. */
export interface Gate {
  readonly cidrs: readonly string[];
  /** Names of TLS servers that may be asked for, all at port 443. */
  readonly hosts: readonly string[];
  /** Address of the resolver that looks them up. */
  readonly resolver: string;
}

const gatePort = 8443;

/** The rules of the packet filter: whatever is not named is dropped. */
export function packetFilter({ cidrs, ports, gate }: NatRules): string {
  const from = (blocks: readonly string[]) => `ip saddr { ${blocks.join(', ')} }`;
  const catching = `  chain in {
    type nat hook prerouting priority dstnat;
    ${from(gate?.cidrs ?? [])} tcp dport 443 redirect to :${gatePort}
  }
`;
  return `flush ruleset
table ip nat {
${gate === undefined ? '' : catching}  chain out {
    type nat hook postrouting priority srcnat;
    ${from(cidrs)} masquerade
  }
}
table ip filter {
  chain forward {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    ${from(cidrs)} tcp dport { ${ports.join(', ')} } accept
  }
}
`;
}

/**
 * nginx as the gate: it reads the name that a TLS connection asks for, looks it up itself and joins the two; any other is
 * closed. So what counts is the name, and naming one while connecting to another address leads to the one that was named.
 */
export function gateConfiguration({ hosts, resolver }: Gate, port = gatePort): string {
  return `worker_processes 1;
include /usr/share/nginx/modules/*.conf;
events {
  worker_connections 1024;
}
stream {
  resolver ${resolver} valid=30s ipv6=off;
  map $ssl_preread_server_name $upstream {
${hosts.map((host) => `    ${host} ${host}:443;`).join('\n')}
    default "";
  }
  server {
    listen ${port};
    ssl_preread on;
    preread_timeout 5s;
    proxy_connect_timeout 5s;
    proxy_timeout 10m;
    proxy_pass $upstream;
  }
}
`;
}

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '      ');

const file = (path: string, content: string): string => `  - path: ${path}\n    content: |\n${indent(content)}`;

/**
 * As AWS describes NAT instances. Packages are installed with little memory, hence the swap file; files that are there before
 * their package stay.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
 */
export function natUserData(rules: NatRules): string {
  const { gate } = rules;
  const services = ['nftables', ...(gate === undefined ? [] : ['nginx'])];
  const packages = [...services, ...(gate === undefined ? [] : ['nginx-mod-stream'])];
  return `#cloud-config
swap:
  filename: /swapfile
  size: 1G
packages: [${packages.join(', ')}]
write_files:
${file('/etc/sysctl.d/90-nat.conf', 'net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.send_redirects = 0\n')}
${file('/etc/sysconfig/nftables.conf', packetFilter(rules))}
${gate === undefined ? '' : file('/etc/nginx/nginx.conf', gateConfiguration(gate))}
runcmd:
  - [sysctl, --system]
  - [systemctl, enable, --now, ${services.join(', ')}]
`;
}
