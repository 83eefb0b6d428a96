/* Algorithms on linked lists in a static pool of nodes: a singly linked list with a merge sort without recursion, and
   a doubly linked list that keeps the entries of a cache in the order of their last use. */
#include "program.h"

enum { NODES = 128, CACHE = 24, KEYS = 40, LISTS = 16 };

/* Singly linked */

struct node {
    struct node *next;
    uint16_t key, serial; /* the serial number shows that equal keys keep their order */
};

static struct node nodes[NODES];
static struct node *free_nodes;

static void fill_pool(void) {
    free_nodes = NULL;
    for (uint32_t i = NODES; i-- != 0;) {
        nodes[i].next = free_nodes;
        free_nodes = &nodes[i];
    }
}

static struct node *take_node(uint32_t key, uint32_t serial) {
    struct node *node = free_nodes;
    if (node == NULL) return NULL;
    free_nodes = node->next;
    node->next = NULL;
    node->key = (uint16_t)key;
    node->serial = (uint16_t)serial;
    return node;
}

static void give_back(struct node *node) {
    node->next = free_nodes;
    free_nodes = node;
}

static void push(struct node **list, struct node *node) {
    node->next = *list;
    *list = node;
}

/* Inserts behind all keys that are not greater. */
static void insert_sorted(struct node **list, struct node *node) {
    while (*list != NULL && (*list)->key <= node->key) list = &(*list)->next;
    push(list, node);
}

static struct node *find(struct node *list, uint32_t key) {
    while (list != NULL && list->key != key) list = list->next;
    return list;
}

static struct node *reverse(struct node *list) {
    struct node *reversed = NULL;
    while (list != NULL) {
        struct node *rest = list->next;
        push(&reversed, list);
        list = rest;
    }
    return reversed;
}

static struct node *merge(struct node *a, struct node *b) {
    struct node *merged = NULL, **end = &merged;
    while (a != NULL && b != NULL) {
        if (b->key < a->key) {
            *end = b;
            b = b->next;
        } else {
            *end = a;
            a = a->next;
        }
        end = &(*end)->next;
    }
    *end = a != NULL ? a : b;
    return merged;
}

/* Sorts from the bottom up: `sorted[i]` is empty or a sorted list of 2^i nodes, as the bits of a counter. */
static struct node *sort(struct node *list) {
    struct node *sorted[LISTS] = {NULL}, *all = NULL;
    while (list != NULL) {
        struct node *carry = list;
        uint32_t i = 0;
        list = list->next;
        carry->next = NULL;
        for (; i < LISTS - 1 && sorted[i] != NULL; i++) {
            carry = merge(sorted[i], carry);
            sorted[i] = NULL;
        }
        sorted[i] = carry; /* the last place never fills up: there are not that many nodes */
    }
    for (uint32_t i = 0; i < LISTS; i++) all = merge(sorted[i], all);
    return all;
}

/* Removes all nodes with a key; gives how many there were. */
static uint32_t remove_key(struct node **list, uint32_t key) {
    uint32_t removed = 0;
    while (*list != NULL) {
        struct node *node = *list;
        if (node->key == key) {
            *list = node->next;
            give_back(node);
            removed++;
        } else {
            list = &node->next;
        }
    }
    return removed;
}

/* Leaves the first node of each run of equal keys. */
static uint32_t remove_repeated(struct node *list) {
    uint32_t removed = 0;
    while (list != NULL && list->next != NULL) {
        struct node *following = list->next;
        if (following->key == list->key) {
            list->next = following->next;
            give_back(following);
            removed++;
        } else {
            list = following;
        }
    }
    return removed;
}

/* Cuts a list in the middle, found by a second pointer that goes twice as fast; gives the second half. */
static struct node *split(struct node *list) {
    if (list == NULL) return NULL;
    const struct node *fast = list->next;
    while (fast != NULL && fast->next != NULL) {
        list = list->next;
        fast = fast->next->next;
    }
    struct node *half = list->next;
    list->next = NULL;
    return half;
}

static uint32_t mix_list(uint32_t sum, const struct node *list) {
    uint32_t length = 0;
    for (; list != NULL; list = list->next, length++) sum = mix(sum, (uint32_t)list->key << 16 | list->serial);
    return mix(sum, length);
}

static uint32_t run_single(uint32_t *state) {
    struct node *list = NULL, *ordered = NULL, *half;
    uint32_t sum = 0;
    fill_pool();
    for (uint32_t i = 0; i < 88; i++) push(&list, take_node(next(state) >> 23, i));
    for (uint32_t i = 0; i < NODES - 88; i++) insert_sorted(&ordered, take_node(next(state) >> 23, i));
    sum = mix(sum, take_node(0, 0) == NULL);
    sum = mix_list(sum, list = reverse(list));
    for (uint32_t i = 0; i < 16; i++) {
        const struct node *found = find(list, next(state) >> 23);
        sum = mix(sum, found == NULL ? 0xffff : found->serial);
    }
    list = sort(list);
    sum = mix_list(sum, list);
    list = merge(list, ordered);
    for (uint32_t i = 0; i < 8; i++) sum = mix(sum, remove_key(&list, next(state) >> 23));
    sum = mix(sum, remove_repeated(list));
    half = split(list);
    sum = mix_list(mix_list(sum, list), half);
    /* The halves in opposite orders, shuffled into one. */
    half = reverse(half);
    for (struct node *at = list; at != NULL && half != NULL;) {
        struct node *node = half, *rest = at->next;
        half = half->next;
        push(&at->next, node);
        at = rest;
    }
    return mix_list(sum, sort(list));
}

/* Doubly linked */

struct entry {
    struct entry *next, *previous;
    uint16_t key, uses;
    uint32_t value;
};

/* The head of the circular list is an entry too, so that no operation has a special case. */
static struct entry entries[CACHE];
static struct entry recent;

static void unlink_entry(struct entry *entry) {
    entry->previous->next = entry->next;
    entry->next->previous = entry->previous;
}

static void link_behind(struct entry *place, struct entry *entry) {
    entry->previous = place;
    entry->next = place->next;
    place->next->previous = entry;
    place->next = entry;
}

/* What the cache saves: something that takes a while. */
static uint32_t compute(uint32_t key) {
    uint32_t value = key + 1;
    for (uint32_t i = 0; i < 16; i++) value = value * value + (value >> 7) + key;
    return value;
}

/* The value of a key: out of the cache, or computed in place of the entry that was not used for the longest time. */
static struct entry *look_up(uint32_t key, uint32_t *misses) {
    struct entry *entry = recent.next;
    while (entry != &recent && entry->key != key) entry = entry->next;
    if (entry == &recent) {
        entry = recent.previous;
        entry->key = (uint16_t)key;
        entry->uses = 0;
        entry->value = compute(key);
        ++*misses;
    }
    entry->uses++;
    unlink_entry(entry);
    link_behind(&recent, entry);
    return entry;
}

/* Insertion sort by the number of uses, the most used first; walks backward from each entry to its place. */
static void sort_by_uses(void) {
    struct entry *entry = recent.next->next;
    while (entry != &recent) {
        struct entry *following = entry->next, *place = entry->previous;
        while (place != &recent && place->uses < entry->uses) place = place->previous;
        if (place != entry->previous) {
            unlink_entry(entry);
            link_behind(place, entry);
        }
        entry = following;
    }
}

static uint32_t run_double(uint32_t *state) {
    uint32_t sum = 0, misses = 0;
    recent.next = recent.previous = &recent;
    for (uint32_t i = 0; i < CACHE; i++) {
        entries[i].key = 0xffff;
        entries[i].uses = 0;
        link_behind(recent.previous, &entries[i]);
    }
    for (uint32_t i = 0; i < 400; i++) {
        uint32_t random = next(state);
        /* Some keys are far more frequent than others. */
        uint32_t key = (random & 3) != 0 ? random >> 8 & 15 : (random >> 8) % KEYS;
        sum = mix(sum, look_up(key, &misses)->value);
    }
    sort_by_uses();
    for (const struct entry *entry = recent.next; entry != &recent; entry = entry->next) {
        sum = mix(sum, (uint32_t)entry->key << 16 | entry->uses);
    }
    return mix(sum, misses);
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t state = seed != 0 ? seed : 1;
    uint32_t sum = run_single(&state);
    return mix(sum, run_double(&state));
}
