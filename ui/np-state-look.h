/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

G_END_DECLS
