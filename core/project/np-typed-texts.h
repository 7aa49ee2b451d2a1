/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-factory-data.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

/* What is typed in entries and isn't just how the value would be written: a number in another form, or no value at all. By tag;
 * %NP_TAG_NONE is the recipe's address. */
typedef struct _NpTypedTexts NpTypedTexts;

NpTypedTexts *np_typed_texts_new (void);
void np_typed_texts_free (NpTypedTexts *self);

const char *np_typed_texts_get (NpTypedTexts *self, NpTag tag);
void np_typed_texts_set (NpTypedTexts *self, NpTag tag, const char *text);
void np_typed_texts_clear (NpTypedTexts *self);

void np_typed_texts_add_problems (NpTypedTexts *self, GPtrArray *problems);
void np_typed_texts_add_changes (NpTypedTexts *self, NpFactoryData *data, const NpRecipe *recipe, GPtrArray *changes);

G_END_DECLS
