// Opens a sealed record in the reader's own browser: the private key and the text never leave it. docs/evidence.md has the format.
// HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, by WebCrypto alone.
"use strict";

const DOMAIN = bytesOf("celnice.seal.1\0");
const KEM = concat(bytesOf("KEM"), number(0x0020));
const HPKE = concat(bytesOf("HPKE"), number(0x0020), number(0x0001), number(0x0002));
const MOST_ITERATIONS = 10000000; // of PBKDF2: a file that asks for more would only stop the browser

export class CannotOpen extends Error {}

// A key file (JSON) and its passphrase -> { reader, public, private }. CannotOpen: "key_file", "passphrase", "browser".
export async function readKey(text, passphrase) {
  let value, head, salt, iv, sealed, open;
  try {
    value = JSON.parse(text);
    head = { name: value.name, reader: value.reader, type: value.type, v: value.v }; // sorted, as it was written
    [salt, iv, sealed, open] = [value.kdf.salt, value.cipher.iv, value.private, value.public].map(bytes64);
  } catch {
    throw new CannotOpen("key_file");
  }
  const { name, iterations } = value.kdf;
  if (value.v !== 1 || name !== "PBKDF2" || value.cipher.name !== "AES-GCM" || !(iterations > 0 && iterations <= MOST_ITERATIONS)) {
    throw new CannotOpen("key_file");
  }
  const word = await crypto.subtle.importKey("raw", bytesOf(passphrase), "PBKDF2", false, ["deriveKey"]);
  const stretched = await crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations }, word, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  let inner;
  try {
    const additionalData = bytesOf(JSON.stringify(head));
    inner = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, stretched, sealed);
  } catch {
    throw new CannotOpen("passphrase");
  }
  try {
    const key = await crypto.subtle.importKey("pkcs8", inner, { name: "X25519" }, false, ["deriveBits"]);
    return { reader: await readerId(open), public: open, private: key };
  } catch {
    throw new CannotOpen("browser"); // no X25519 in it
  }
}

// The short name of a public key.
async function readerId(open) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", open));
  return [...hash.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The text of a record of an event, opened with a key. One that takes two persons gives { sealed }: the inner record, as text.
export async function open(record, key, event, inner) {
  return openBound(record, key, concat(bytesOf("event\0" + event), bytesOf(inner ? "\0inner" : "")));
}

// The account of a person whose sealed name is bound to a record.
export async function openName(sealed, key, record) {
  return openBound(sealed, key, bytesOf("celnice.person.name\0" + record));
}

// Whatever was sealed and bound to these bytes.
async function openBound(record, key, aad) {
  let value;
  try {
    value = typeof record === "string" ? JSON.parse(record) : record;
    if (value.v !== 1) throw new CannotOpen("record");
  } catch {
    throw new CannotOpen("record");
  }
  if (!Object.hasOwn(value.keys, key.reader)) throw new CannotOpen("reader");
  const info = concat(DOMAIN, bytesOf("key\0" + key.reader), new Uint8Array(await crypto.subtle.digest("SHA-256", aad)));
  try {
    const secret = await unwrap(bytes64(value.keys[key.reader]), key, info);
    const cipher = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
    const parameters = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: concat(DOMAIN, aad) };
    const text = await crypto.subtle.decrypt(parameters, cipher, bytes64(value.ciphertext));
    return new TextDecoder("utf-8", { fatal: true }).decode(text);
  } catch {
    throw new CannotOpen("record");
  }
}

// RFC 9180, sections 4.1 (Decap) and 5.1 (KeyScheduleR), base mode; then ContextR.Open with sequence number 0 and no associated data.
async function unwrap(wrapped, key, info) {
  const encapsulated = wrapped.slice(0, 32);
  const peer = await crypto.subtle.importKey("raw", encapsulated, { name: "X25519" }, false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: peer }, key.private, 256));
  const nothing = new Uint8Array(0);
  const context = concat(encapsulated, key.public);
  const secret = await expand(await extract(nothing, KEM, "eae_prk", shared), KEM, "shared_secret", context, 32);
  const schedule = concat(
    new Uint8Array(1), await extract(nothing, HPKE, "psk_id_hash", nothing), await extract(nothing, HPKE, "info_hash", info));
  const master = await extract(secret, HPKE, "secret", nothing);
  const raw = await expand(master, HPKE, "key", schedule, 32);
  const iv = await expand(master, HPKE, "base_nonce", schedule, 12);
  const cipher = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, cipher, wrapped.slice(32));
}

// LabeledExtract and LabeledExpand, section 4. Nothing here is longer than one block of SHA-256.
function extract(salt, suite, label, material) {
  return mac(salt.length ? salt : new Uint8Array(32), concat(bytesOf("HPKE-v1"), suite, bytesOf(label), material));
}

async function expand(key, suite, label, info, length) {
  const block = concat(number(length), bytesOf("HPKE-v1"), suite, bytesOf(label), info, new Uint8Array([1]));
  return (await mac(key, block)).slice(0, length);
}

async function mac(key, data) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

function bytesOf(text) {
  return new TextEncoder().encode(text);
}

function bytes64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

function number(value) {
  return new Uint8Array([value >> 8, value & 255]);
}

function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
