/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * np_button_names_mend:
 *
 * GTK 4.8 tells the name of a button with a mnemonic twice, once with its underline: “_Open… Open…”. From now on every button's name is
 * the text that it shows.
 */
void np_button_names_mend (void);

G_END_DECLS
