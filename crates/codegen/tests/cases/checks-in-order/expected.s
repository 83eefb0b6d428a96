	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m3
	.eabi_attribute	6, 10
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.code	16
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",%nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,%object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_line,"ax",%progbits
	.globl	m_line
	.p2align	1
	.type	m_line,%function
	.code	16
	.thumb_func
m_line:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 86 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	movw	r2, #65533
.Ltmp0:
	.loc	1 91 0 prologue_end
	cmp	r0, r2
	bhs	.LBB0_5
	movw	r2, :lower16:__dissolve_m_memory_0
	movw	r3, #65529
	movt	r2, :upper16:__dissolve_m_memory_0
	.loc	1 98 0
	cmp	r0, r3
	.loc	1 91 0
	str	r1, [r2, r0]
	.loc	1 98 0
	bhs	.LBB0_6
	.loc	1 0 0 is_stmt 0
	movw	r3, #65521
	add	r2, r0
	.loc	1 105 0 is_stmt 1
	cmp	r0, r3
	.loc	1 98 0
	str	r1, [r2, #4]
	.loc	1 105 0
	bhs	.LBB0_7
	.loc	1 0 0 is_stmt 0
	movw	r1, #65513
	.loc	1 108 0 is_stmt 1
	cmp	r0, r1
	.loc	1 105 0
	itttt	lo
	ldrlo	r0, [r2, #12]
	ldrlo	r1, [r2, #8]
	.loc	1 108 0
	strlo	r0, [r2, #20]
	strlo	r1, [r2, #16]
.Ltmp1:
	.loc	1 86 0
	it	lo
	bxlo	lr
.LBB0_4:
.Ltmp2:
	.loc	1 108 0
	@APP
	udf	#1	@ 0x6c 
	@NO_APP
.LBB0_5:
	.loc	1 91 0
	@APP
	udf	#1	@ 0x5b 
	@NO_APP
.LBB0_6:
	.loc	1 98 0
	@APP
	udf	#1	@ 0x62 
	@NO_APP
.LBB0_7:
	.loc	1 105 0
	@APP
	udf	#1	@ 0x69 
	@NO_APP
.Ltmp3:
.Lfunc_end0:
	.size	m_line, .Lfunc_end0-m_line
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_call,"ax",%progbits
	.globl	m_call
	.p2align	1
	.type	m_call,%function
	.code	16
	.thumb_func
m_call:
.Lfunc_begin1:
	.loc	1 113 0
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r7, lr}
	push	{r4, r5, r7, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
	mov	r4, r0
	movw	r0, #65533
.Ltmp4:
	.loc	1 118 0 prologue_end
	cmp	r4, r0
	bhs	.LBB1_3
	movw	r5, :lower16:__dissolve_m_memory_0
	movt	r5, :upper16:__dissolve_m_memory_0
	movs	r0, #1
	str	r0, [r5, r4]
	.loc	1 121 0
	bl	out
	movw	r0, #65529
	.loc	1 125 0
	cmp	r4, r0
	bhs	.LBB1_4
	.loc	1 0 0 is_stmt 0
	adds	r0, r5, r4
	.loc	1 125 0
	ldr	r1, [r0, #4]
	.loc	1 130 0 is_stmt 1
	ldrb	r0, [r0, #3]
	.loc	1 133 0
	add	r0, r1
.Ltmp5:
	.loc	1 113 0 epilogue_begin
	pop	{r4, r5, r7, pc}
.LBB1_3:
.Ltmp6:
	.loc	1 118 0
	@APP
	udf	#1	@ 0x76 
	@NO_APP
.LBB1_4:
	.loc	1 125 0
	@APP
	udf	#1	@ 0x7d 
	@NO_APP
.Ltmp7:
.Lfunc_end1:
	.size	m_call, .Lfunc_end1-m_call
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_branch,"ax",%progbits
	.globl	m_branch
	.p2align	1
	.type	m_branch,%function
	.code	16
	.thumb_func
m_branch:
.Lfunc_begin2:
	.loc	1 136 0
	.fnstart
	.cfi_startproc
	movw	r1, #65533
.Ltmp8:
	.loc	1 139 0 prologue_end
	cmp	r0, r1
	bhs	.LBB2_7
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	ldr	r2, [r1, r0]
	.loc	1 142 0
	cbz	r2, .LBB2_4
	.loc	1 0 0 is_stmt 0
	movw	r2, #65524
	.loc	1 146 0 is_stmt 1
	cmp	r0, r2
	bhi	.LBB2_8
	.loc	1 0 0 is_stmt 0
	movs	r2, #8
	b	.LBB2_6
.LBB2_4:
	movw	r2, #65530
	.loc	1 152 0 is_stmt 1
	cmp	r0, r2
	bhi	.LBB2_9
	.loc	1 0 0 is_stmt 0
	movs	r2, #2
.LBB2_6:
	add	r0, r1
	ldr	r0, [r0, r2]
.Ltmp9:
	.loc	1 136 0 is_stmt 1
	bx	lr
.LBB2_7:
.Ltmp10:
	.loc	1 139 0
	@APP
	udf	#1	@ 0x8b 
	@NO_APP
.LBB2_8:
	.loc	1 146 0
	@APP
	udf	#1	@ 0x92 
	@NO_APP
.LBB2_9:
	.loc	1 152 0
	@APP
	udf	#1	@ 0x98 
	@NO_APP
.Ltmp11:
.Lfunc_end2:
	.size	m_branch, .Lfunc_end2-m_branch
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_loop,"ax",%progbits
	.globl	m_loop
	.p2align	1
	.type	m_loop,%function
	.code	16
	.thumb_func
m_loop:
.Lfunc_begin3:
	.loc	1 158 0
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r7, lr}
	push	{r4, r5, r7, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
	movw	r3, :lower16:__dissolve_m_memory_0
	movs	r1, #0
	movw	r12, #65533
	movw	lr, #65529
	movw	r2, #65525
	movt	r3, :upper16:__dissolve_m_memory_0
	.loc	1 0 0 is_stmt 0
.Ltmp12:
	.p2align	2
.LBB3_1:
.Ltmp13:
	.loc	1 167 0 prologue_end is_stmt 1
	cmp	r0, r12
	bhs	.LBB3_7
	.loc	1 177 0
	cmp	r0, lr
	bhs	.LBB3_8
	.loc	1 192 0
	cmp	r0, r2
	bhs	.LBB3_6
	.loc	1 167 0
	ldr	r4, [r3, r0]
	adds	r5, r3, r0
	.loc	1 170 0
	add	r1, r4
	.loc	1 177 0
	ldr	r4, [r5, #4]
	.loc	1 192 0
	ldr	r5, [r5, #8]
	.loc	1 180 0
	add	r1, r4
	.loc	1 195 0
	cmp	r5, #0
	.loc	1 187 0
	add.w	r0, r0, #8
	.loc	1 195 0
	bne	.LBB3_1
.Ltmp14:
	.loc	1 158 0
	mov	r0, r1
	.loc	1 158 0 epilogue_begin is_stmt 0
	pop	{r4, r5, r7, pc}
.LBB3_6:
.Ltmp15:
	.loc	1 192 0 is_stmt 1
	@APP
	udf	#1	@ 0xc0 
	@NO_APP
.LBB3_7:
	.loc	1 167 0
	@APP
	udf	#1	@ 0xa7 
	@NO_APP
.LBB3_8:
	.loc	1 177 0
	@APP
	udf	#1	@ 0xb1 
	@NO_APP
.Ltmp16:
.Lfunc_end3:
	.size	m_loop, .Lfunc_end3-m_loop
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin4:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp17:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp18:
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

