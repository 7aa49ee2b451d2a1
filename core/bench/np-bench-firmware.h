/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The images that a simulated board can boot begin with eight bytes that say what they are. An application goes on with the address
 * where it reads factory data (uint32, little-endian, 0 for none), the length of its text (the same) and the text that it sends
 * over its serial port when it starts. np_bench_folder_make_application () makes one. */
#define NP_BENCH_APPLICATION_MAGIC "NPSIMAPP"
#define NP_BENCH_MAGIC_SIZE 8
#define NP_BENCH_APPLICATION_HEADER_SIZE (NP_BENCH_MAGIC_SIZE + 8)
#define NP_BENCH_APPLICATION_TEXT_MAX 2048

G_END_DECLS
