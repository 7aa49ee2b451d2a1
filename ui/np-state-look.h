/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bench/np-board.h"

G_BEGIN_DECLS

/**
 * NpStateLook:
 * @css_class: of its card; carries border and colour
 * @icon: name of its icon
 *
 * How a board's state is shown. Never by colour alone: word, icon and border differ for each.
 */
typedef struct
{
  const char *css_class;
  const char *icon;
  const char *word;
  const char *spoken;
} NpStateLook;

const NpStateLook *np_state_look_get (NpBoardState state);

/* Returns: (transfer none): the big word, translated */
const char *np_state_look_get_word (NpBoardState state);

/* Returns: (transfer none): for a screen reader, translated */
const char *np_state_look_get_spoken (NpBoardState state);

/* Returns: how wide the widest of the words is in @widget's font at this size and heaviest weight, in pixels */
int np_state_look_measure_words (GtkWidget *widget, int points);

G_END_DECLS
