/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What each fuzz-NAME.c defines, in libFuzzer's form. libFuzzer runs it for as long as one likes (meson setup -Dfuzzing=true,
 * with clang); in all other builds mutate.c runs it on the corpus and on a fixed row of mutations of it. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
