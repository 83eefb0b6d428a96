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

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@statics.1 = internal constant [16 x i8] c"\01\00\00\00\02\00\00\00\03\00\00\00\00\00\00\00", align 4
@statics.2 = internal global [8 x i8] zeroinitializer, section ".bss.dissolve.m_memory_0", align 8
@data.1 = internal constant [1 x i8] c"\07", align 1

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !7
  %3 = icmp ugt i32 %2, 12, !dbg !7
  br i1 %3, label %trap, label %5, !dbg !7

return:                                           ; preds = %5
  %4 = phi i32 [ %8, %5 ]
  ret i32 %4, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x3e */", "~{memory}"() #3, !dbg !7
  unreachable, !dbg !7

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @statics.1, i32 %0, !dbg !7
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !7
  %8 = load i32, ptr %7, align 1, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"() #0 section ".text.func[1]" !dbg !9 {
entry:
  br label %start

start:                                            ; preds = %entry
  br i1 false, label %trap, label %1, !dbg !10

return:                                           ; preds = %5
  %0 = phi i32 [ %6, %5 ]
  ret i32 %0, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x49 */", "~{memory}"() #3, !dbg !10
  unreachable, !dbg !10

1:                                                ; preds = %start
  %2 = load i32, ptr @statics.2, align 1, !dbg !10
  %3 = add i32 %2, 1, !dbg !12
  br i1 false, label %trap1, label %4, !dbg !13

trap1:                                            ; preds = %1
  call void asm sideeffect "udf #1 /* 0x50 */", "~{memory}"() #3, !dbg !13
  unreachable, !dbg !13

4:                                                ; preds = %1
  store i32 %3, ptr @statics.2, align 1, !dbg !13
  br i1 false, label %trap2, label %5, !dbg !14

trap2:                                            ; preds = %4
  call void asm sideeffect "udf #1 /* 0x56 */", "~{memory}"() #3, !dbg !14
  unreachable, !dbg !14

5:                                                ; preds = %4
  %6 = load i32, ptr getelementptr (i8, ptr @statics.1, i32 4), align 1, !dbg !14
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define i32 @m_look_up(i32 %0) #0 section ".text.m_look_up" !dbg !15 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !16
  ret i32 %2, !dbg !16
}

; Function Attrs: nounwind optsize
define i32 @m_count() #0 section ".text.m_count" !dbg !17 {
  %1 = call i32 @"func[1]"(), !dbg !18
  ret i32 %1, !dbg !18
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !19 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !20
  call void @llvm.memset.p0.i32(ptr align 8 @statics.2, i8 0, i32 8, i1 false), !dbg !20
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 @statics.2, ptr align 1 @data.1, i32 1, i1 false), !dbg !20
  ret void, !dbg !20
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #2

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "look-up", linkageName: "look-up", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 62, scope: !4)
!8 = !DILocation(line: 66, scope: !4)
!9 = distinct !DISubprogram(name: "count", linkageName: "count", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 73, scope: !9)
!11 = !DILocation(line: 90, scope: !9)
!12 = !DILocation(line: 79, scope: !9)
!13 = !DILocation(line: 80, scope: !9)
!14 = !DILocation(line: 86, scope: !9)
!15 = distinct !DISubprogram(name: "m_look_up", linkageName: "m_look_up", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 59, scope: !15)
!17 = distinct !DISubprogram(name: "m_count", linkageName: "m_count", scope: null, file: !3, line: 68, type: !5, scopeLine: 68, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 68, scope: !17)
!19 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 0, scope: !19)
