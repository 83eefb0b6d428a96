; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"
module asm ".section .bss.dissolve.m_memory_1,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_1"
module asm ".type __dissolve_m_memory_1,%object"
module asm ".size __dissolve_m_memory_1,65536"
module asm "__dissolve_m_memory_1:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@__dissolve_m_memory_1 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr %1, align 4, !dbg !7
  %3 = sub i32 %2, 0, !dbg !8
  %4 = icmp ugt i32 %3, 65532, !dbg !8
  br i1 %4, label %trap, label %6, !dbg !8

return:                                           ; preds = %12
  %5 = phi i32 [ %15, %12 ]
  ret i32 %5, !dbg !9

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x37 */", "~{memory}"() #4, !dbg !8
  unreachable, !dbg !8

6:                                                ; preds = %start
  %7 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %3, !dbg !8
  %8 = load i32, ptr %7, align 1, !dbg !8
  %9 = load i32, ptr %1, align 4, !dbg !10
  %10 = sub i32 %9, 0, !dbg !11
  %11 = icmp ugt i32 %10, 65532, !dbg !11
  br i1 %11, label %trap1, label %12, !dbg !11

trap1:                                            ; preds = %6
  call void asm sideeffect "udf #1 /* 0x3c */", "~{memory}"() #4, !dbg !11
  unreachable, !dbg !11

12:                                               ; preds = %6
  %13 = getelementptr i8, ptr @__dissolve_m_memory_1, i32 %10, !dbg !11
  %14 = load i32, ptr %13, align 1, !dbg !11
  %15 = add i32 %8, %14, !dbg !12
  br label %return, !dbg !9
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[1]" !dbg !13 {
entry:
  %3 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  %4 = alloca i32, align 4
  store i32 %1, ptr %4, align 4
  %5 = alloca i32, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = load i32, ptr %3, align 4, !dbg !14
  %7 = load i32, ptr %4, align 4, !dbg !15
  %8 = load i32, ptr %5, align 4, !dbg !16
  %9 = call i32 @check.range(i32 %6, i32 %8, i32 0, i32 65536, i32 65536), !dbg !17
  %10 = icmp eq i32 %9, -1, !dbg !17
  br i1 %10, label %trap, label %11, !dbg !17

return:                                           ; preds = %15
  ret void, !dbg !18

trap:                                             ; preds = %11, %start
  call void asm sideeffect "udf #1 /* 0x4a */", "~{memory}"() #4, !dbg !17
  unreachable, !dbg !17

11:                                               ; preds = %start
  %12 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %9, !dbg !17
  %13 = call i32 @check.range(i32 %7, i32 %8, i32 0, i32 65536, i32 65536), !dbg !17
  %14 = icmp eq i32 %13, -1, !dbg !17
  br i1 %14, label %trap, label %15, !dbg !17

15:                                               ; preds = %11
  %16 = getelementptr i8, ptr @__dissolve_m_memory_1, i32 %13, !dbg !17
  call void @llvm.memmove.p0.p0.i32(ptr align 1 %12, ptr align 1 %16, i32 %8, i1 false), !dbg !17
  br label %return, !dbg !18
}

; Function Attrs: noinline nounwind optsize
define internal i32 @check.range(i32 %0, i32 %1, i32 %2, i32 %3, i32 %4) #1 section ".text.check.range" {
  %6 = sub i32 %0, %2
  %7 = icmp ugt i32 %1, %3
  %8 = sub i32 %3, %1
  %9 = icmp ugt i32 %6, %8
  %10 = or i1 %7, %9
  %11 = select i1 %10, i32 -1, i32 %6
  %12 = icmp ugt i32 %0, %4
  %13 = select i1 %12, i32 -1, i32 0
  %14 = icmp eq i32 %1, 0
  %15 = select i1 %14, i32 %13, i32 %11
  ret i32 %15
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i32(ptr writeonly captures(none), ptr readonly captures(none), i32, i1 immarg) #2

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !19 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !20
  ret i32 %2, !dbg !20
}

; Function Attrs: nounwind optsize
define void @m_copy(i32 %0, i32 %1, i32 %2) #0 section ".text.m_copy" !dbg !21 {
  call void @"func[1]"(i32 %0, i32 %1, i32 %2), !dbg !22
  ret void, !dbg !22
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !23 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !24
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_1, i8 0, i32 65536, i1 false), !dbg !24
  ret void, !dbg !24
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #3

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { noinline nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #4 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 53, scope: !4)
!8 = !DILocation(line: 55, scope: !4)
!9 = !DILocation(line: 65, scope: !4)
!10 = !DILocation(line: 58, scope: !4)
!11 = !DILocation(line: 60, scope: !4)
!12 = !DILocation(line: 64, scope: !4)
!13 = distinct !DISubprogram(name: "copy", linkageName: "copy", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 68, scope: !13)
!15 = !DILocation(line: 70, scope: !13)
!16 = !DILocation(line: 72, scope: !13)
!17 = !DILocation(line: 74, scope: !13)
!18 = !DILocation(line: 78, scope: !13)
!19 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 52, scope: !19)
!21 = distinct !DISubprogram(name: "m_copy", linkageName: "m_copy", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 67, scope: !21)
!23 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 0, scope: !23)
