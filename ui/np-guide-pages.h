/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NP_GUIDE_TEXT,
  NP_GUIDE_HEADING,
  NP_GUIDE_STEP, /* numbered, from 1 after each other item */
} NpGuideKind;

/* One paragraph; @text isn't translated yet. */
typedef struct
{
  NpGuideKind kind;
  const char *text;
} NpGuideItem;

/**
 * NpGuidePage:
 * @id: its name in the program
 * @title: not translated yet
 * @items: its paragraphs, up to one without a text
 */
typedef struct
{
  const char *id;
  const char *title;
  const NpGuideItem *items;
} NpGuidePage;

/* The user guide, page by page. It says what the program does, and nothing that it doesn't do yet. */
const NpGuidePage *np_guide_pages_get_all (guint *n_pages);

G_END_DECLS
