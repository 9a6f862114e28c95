"""How does one get a broker that trusts nobody?  The local Kafka with TLS, logins and an authorizer that denies.

`SecureKafka` is `LocalKafka` with a throw-away certificate authority: clients come in through HOST (SASL_SSL,
SCRAM-SHA-512) or through MUTUAL (SSL with a client's certificate), and each role may do what `ops/access.yaml` says.

    python -m ops.local.secure FOLDER --name localhost --name kafka

only writes the files, for `ops/compose/secure.yml`: `ca.pem`, `kafka.pem` and a password for every role.
"""

import argparse
import asyncio
import secrets
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from ops import access
from ops.local.kafka import HEAP, LocalKafka, LocalKafkaError, free_port

ROLES = tuple(access.load())
DAYS = 30  # long enough for a development machine, short enough that nobody keeps it

# What is the same here and in compose; listeners, addresses and file names come on top.
SECURE_PROPERTIES = {
    "ssl.keystore.type": "PEM",
    "ssl.enabled.protocols": "TLSv1.3,TLSv1.2",
    "sasl.enabled.mechanisms": "SCRAM-SHA-512",
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "false",
    # Who comes in through INTERNAL or CONTROLLER has no name.  That must be the broker itself, so both listen on the
    # loopback address only; a client on HOST always has a name and can never be this user.  It is also the door
    # through which the first users and rules are made.  A cluster of several brokers gives INTERNAL a login of its own.
    "super.users": "User:ANONYMOUS",
}
SCRAM_LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required;"

_OPENSSL = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = news-streams
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = {names}
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


class Authority:
    """A throw-away certificate authority in *folder*; its key never leaves it.  Needs the program `openssl` (3.0)."""

    def __init__(self, folder: Path, *, name: str = "news-streams throw-away CA") -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self.certificate, self._key = folder / "ca.pem", folder / "ca.key"
        if not self.certificate.exists():
            self._issue(name, "authority", self._key, self.certificate)

    def server(self, file: Path, names: Iterable[str]) -> Path:
        """Write key and certificate of a broker that is reached under these host names or IP addresses."""
        return self._pair("kafka", "server", file, names)

    def client(self, file: Path, name: str) -> Path:
        """Write key and certificate of the client *name*."""
        return self._pair(name, "client", file)

    def _pair(self, name: str, kind: str, file: Path, names: Iterable[str] = ()) -> Path:
        key, certificate = file.with_suffix(".key"), file.with_suffix(".crt")
        self._issue(name, kind, key, certificate, names)
        write_secret(file, key.read_text() + certificate.read_text())
        key.unlink()
        certificate.unlink()
        return file

    def _issue(self, name: str, kind: str, key: Path, certificate: Path, names: Iterable[str] = ()) -> None:
        settings = self.folder / "openssl.cnf"
        settings.write_text(_OPENSSL.format(names=",".join(map(_alternative, names)) or "DNS:nobody"))
        signer = [] if kind == "authority" else ["-CA", str(self.certificate), "-CAkey", str(self._key)]
        what = ["-subj", f"/CN={name}", "-extensions", kind, "-days", str(DAYS), *signer]
        where = ["-keyout", str(key), "-out", str(certificate), "-config", str(settings)]
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256"]
        try:
            subprocess.run(["openssl", "req", "-x509", *curve, *what, *where], check=True, capture_output=True)
        except FileNotFoundError as error:
            raise LocalKafkaError("openssl is missing; on Debian: apt-get install openssl") from error
        except subprocess.CalledProcessError as error:
            raise LocalKafkaError(f"openssl made no certificate:\n{error.stderr.decode(errors='replace')}") from error
        finally:
            settings.unlink()


def _alternative(name: str) -> str:
    return f"IP:{name}" if name.replace(".", "").isdigit() or ":" in name else f"DNS:{name}"


def write_secret(file: Path, text: str) -> Path:
    """Write a file that only its owner can read; one that exists is replaced."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text)
    return file


def make_passwords(folder: Path, roles: Iterable[str] = ROLES) -> dict[str, Path]:
    """Give every role a random password in a file of its own; those that exist stay."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = {role: folder / role for role in roles}
    for file in files.values():
        if not file.exists():
            write_secret(file, secrets.token_urlsafe(24))
    return files


class SecureKafka(LocalKafka):
    """A local broker that lets in only who has a password or a certificate; `bootstrap` is its listener HOST.

    Everything secret lies in *data_dir*/secrets: `ca.pem`, `passwords/ROLE`, `clients/ROLE.pem`.
    """

    def __init__(self, data_dir: Path, *, overrides: Mapping[str, str] | None = None, heap: str = HEAP) -> None:
        super().__init__(data_dir, overrides=overrides, heap=heap)
        self.mutual_port = free_port()
        self._granted = False
        self.secrets = self.data_dir / "secrets"
        self.authority = Authority(self.secrets)
        self._server = self.authority.server(self.secrets / "kafka.pem", ["127.0.0.1", "localhost"])
        self.passwords = make_passwords(self.secrets / "passwords")

    @property
    def door(self) -> str:
        """The listener of the broker itself, on which everybody is a super user."""
        return f"127.0.0.1:{self.internal_port}"

    @property
    def mutual(self) -> str:
        """The listener for clients with a certificate."""
        return f"127.0.0.1:{self.mutual_port}"

    def properties(self) -> dict[str, str]:
        plain = super().properties()
        mutual = f",MUTUAL://127.0.0.1:{self.mutual_port}"
        # The overrides of the caller come last.
        return {
            **plain,
            **SECURE_PROPERTIES,
            "listeners": plain["listeners"] + mutual,
            "advertised.listeners": plain["advertised.listeners"] + mutual,
            "listener.security.protocol.map": "INTERNAL:PLAINTEXT,HOST:SASL_SSL,CONTROLLER:PLAINTEXT,MUTUAL:SSL",
            "listener.name.host.scram-sha-512.sasl.jaas.config": SCRAM_LOGIN,
            "ssl.keystore.location": str(self._server),
            "listener.name.mutual.ssl.client.auth": "required",
            "listener.name.mutual.ssl.truststore.type": "PEM",
            "listener.name.mutual.ssl.truststore.location": str(self.authority.certificate),
            "listener.name.mutual.ssl.principal.mapping.rules": "RULE:^CN=([^,]+)$/$1/",
            **self.overrides,
        }

    def start(self) -> Self:
        """Start it; the first time, users and rules are made before anybody knows the port."""
        super().start()
        if not self._granted:
            passwords = {role: file.read_text() for role, file in self.passwords.items()}
            asyncio.run(access.grant(self.door, passwords, rules=access.load()))
            self._granted = True
        return self

    def login(self, role: str, **settings: object) -> dict[str, object]:
        """Give the settings (`STREAMS_*` in lower case) with which *role* comes in through HOST."""
        return {
            "brokers": self.bootstrap,
            "security_protocol": "SASL_SSL",
            "sasl_username": role,
            "sasl_password_file": self.passwords[role],
            "tls_ca_file": self.authority.certificate,
            **settings,
        }

    def certificate(self, role: str) -> dict[str, object]:
        """Give the settings with which *role* comes in through MUTUAL."""
        file = self.secrets / f"client-{role}.pem"
        if not file.exists():
            self.authority.client(file, role)
        return {
            "brokers": self.mutual,
            "security_protocol": "SSL",
            "tls_ca_file": self.authority.certificate,
            "tls_cert_file": file,
            "tls_key_file": file,
        }


def main(arguments: list[str] | None = None) -> int:
    """Write the files of a secure broker into a folder."""
    parser = argparse.ArgumentParser(description="write certificates and passwords for a broker of one's own")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", action="append", default=[], help="host name of the broker; repeatable")
    options = parser.parse_args(arguments)
    try:
        authority = Authority(options.folder)
        authority.server(options.folder / "kafka.pem", options.name or ["localhost"])
    except LocalKafkaError as error:
        print(error, file=sys.stderr)
        return 1
    make_passwords(options.folder / "passwords")
    print(f"{options.folder} holds ca.pem, kafka.pem and passwords/; the certificates last {DAYS} days")
    return 0


if __name__ == "__main__":
    sys.exit(main())
