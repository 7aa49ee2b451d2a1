/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *np_secret_bytes_new (gconstpointer data, gsize size);
GBytes *np_secret_bytes_new_take (gpointer data, gsize size);

/* A text that is overwritten before its memory is given back: g_autoptr(NpSecretText) instead of g_autofree char * */
typedef char NpSecretText;

void np_secret_text_free (NpSecretText *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSecretText, np_secret_text_free)

G_END_DECLS
