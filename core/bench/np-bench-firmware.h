/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The images that a simulated board can boot begin with eight bytes that say what they are. All numbers in them are uint32,
 * little-endian (docs/simulated-bench.md). */
#define NP_BENCH_MAGIC_SIZE 8

/* An application goes on with the address where it reads factory data (0 for none), the length of its text and the text that it
 * sends over its serial port when it starts. */
#define NP_BENCH_APPLICATION_MAGIC "NPSIMAPP"
#define NP_BENCH_APPLICATION_HEADER_SIZE (NP_BENCH_MAGIC_SIZE + 8)
#define NP_BENCH_APPLICATION_TEXT_MAX 2048

/* Provisioning firmware goes on with six numbers: generation (NpBenchGeneration), key store (NpBenchKeyStore), start and size of
 * the factory data's range, how much of it the firmware's buffer holds, and the length of the identity that follows: the
 * records (tag, length, value) that it gives to every board. */
#define NP_BENCH_PROVISIONING_MAGIC "NPSIMPRV"
#define NP_BENCH_PROVISIONING_NUMBERS 6
#define NP_BENCH_PROVISIONING_HEADER_SIZE (NP_BENCH_MAGIC_SIZE + 4 * NP_BENCH_PROVISIONING_NUMBERS)
#define NP_BENCH_PROVISIONING_IDENTITY_MAX 4096

/* A boot loader (OEMiRoT, SBSFU) goes on with four numbers: start of the slot that applications are downloaded to, start of the one
 * that is booted from, size of either, and the address of TF-M, 0 where it starts none. */
#define NP_BENCH_BOOT_LOADER_MAGIC "NPSIMBLD"
#define NP_BENCH_BOOT_LOADER_NUMBERS 4

/* TF-M: nothing but this. */
#define NP_BENCH_TRUSTED_FIRMWARE_MAGIC "NPSIMTFM"

/* What a boot loader starts is signed as MCUboot has it: a header (magic; load address; size of the header and of protected records,
 * uint16 each; size of the image), the image, and records with its SHA-256: magic and length of all, type and length of the one,
 * uint16 each. The magic trailer are the last 16 bytes of the slot. */
#define NP_BENCH_SIGNED_MAGIC 0x96F3B83Du
#define NP_BENCH_SIGNED_HEADER_SIZE 0x400u
#define NP_BENCH_SIGNED_RECORDS_MAGIC 0x6907u
#define NP_BENCH_SIGNED_RECORD_HASH 0x10u
#define NP_BENCH_SIGNED_RECORDS_SIZE 40u
#define NP_BENCH_TRAILER_SIZE 16u
#define NP_BENCH_TRAILER "\x77\xC2\x95\xF3\x60\xD2\xEF\x7F\x35\x52\x50\x0F\x2C\xB6\x79\x80"

/* The two generations of provisioning firmware that ST has published or described. */
typedef enum
{
  NP_BENCH_GENERATION_WAITS_FOR_INIT, /* the newer: Init, Start_provisioning, finish:000 */
  NP_BENCH_GENERATION_ACTS_AT_BOOT,   /* the older: finish:000 again and again, padded with NUL */
} NpBenchGeneration;

/* Where provisioning firmware puts the private key. */
typedef enum
{
  NP_BENCH_KEY_STORE_FLASH, /* beside the other factory data, tag 5 */
  NP_BENCH_KEY_STORE_CKS,   /* STM32WB, production: a slot of the customer key storage, for ever */
  NP_BENCH_KEY_STORE_ITS,   /* TF-M: internal trusted storage */
} NpBenchKeyStore;

G_END_DECLS
