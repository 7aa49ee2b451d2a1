/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-factory-data.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

/**
 * NpChange:
 * @tag: the field, %NP_TAG_NONE for something of the recipe
 * @title: what it is called
 * @before: the former value, as text for people
 * @after: the value now
 *
 * One thing in which two states of a project differ. Secret values stay hidden.
 */
typedef struct
{
  NpTag tag;
  char *title;
  char *before;
  char *after;
} NpChange;

GPtrArray *np_change_list_new (void);
void np_change_list_add (GPtrArray *changes, NpTag tag, const char *title, const char *before, const char *after);
void np_change_list_add_fields (GPtrArray *changes, NpFactoryData *before, NpFactoryData *after);
void np_change_list_add_recipe (GPtrArray *changes, const NpRecipe *before, const NpRecipe *after);
void np_change_list_add_unfinished (GPtrArray *changes, NpTag tag, const char *title, const char *value);

G_END_DECLS
